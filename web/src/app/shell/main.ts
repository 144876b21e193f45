import { loadAppCheck, loadBackend } from 'firelink/preload';
import { systemClock } from 'firelink/base';
import { FirelinkApp } from './firelink-app.ts';
import { loadFirstScreen } from './first-screens.ts';
import { speakAtFirst } from './language.ts';
import { readRoute } from './routes.ts';

/** The first screen has enough to load. */
const CLEANS_AFTER_MS = 2_000;

const { page } = readRoute(new URL(location.href));
const firstScreen = loadFirstScreen(page);

// A page with a link needs all of it: fetched side by side, and not each part by the one before it.
if (page === 'call') {
  const settings = import('./app-config.ts').then(({ appConfig }) => appConfig());
  const appCheck = settings.then(({ appCheck }) => (appCheck.kind === 'none' ? undefined : loadAppCheck()));
  for (const part of [appCheck, loadBackend(), import('../call/call-page.ts')]) {
    // The part that needs it asks again, and reports the failure.
    part.catch(() => undefined);
  }
}

// Nothing of it is seen. A page that makes a call does so by itself.
if (page === 'home') {
  systemClock.after(CLEANS_AFTER_MS, () => {
    // The next page does, if this one can't.
    import('../around/gone-tabs.ts').then(({ cleanUpAfterGoneTabs }) => cleanUpAfterGoneTabs()).catch(() => undefined);
  });
}

// English is in this chunk already, and is there at once; another language's messages are loaded before anything is drawn in them.
await Promise.allSettled([speakAtFirst(), firstScreen]);
customElements.define('firelink-app', FirelinkApp);
