import { loadAppCheck, loadBackend } from 'firelink/preload';
import { FirelinkApp } from './firelink-app.ts';
import { loadFirstScreen } from './first-screens.ts';
import { speakAtFirst } from './language.ts';
import { readRoute } from './routes.ts';

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

// English is in this chunk already, and is there at once; another language's messages are loaded before anything is drawn in them.
await Promise.allSettled([speakAtFirst(), firstScreen]);
customElements.define('firelink-app', FirelinkApp);
