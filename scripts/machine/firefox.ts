import { join } from 'node:path';
import { aptInstall, canApt } from './apt.ts';
import { findProgram } from './find-program.ts';
import { Missing } from './missing.ts';
import { homeFolder } from './paths.ts';

const APP = 'Firefox.app/Contents/MacOS/firefox';

/** Firefox on this machine: FIREFOX_PATH, the PATH, the usual places. */
export function findFirefox(): string | undefined {
  return findProgram({
    variables: ['FIREFOX_PATH'],
    names: ['firefox-esr', 'firefox'],
    usualPlaces: [
      join('/Applications', APP),
      join(homeFolder(), 'Applications', APP),
      '/usr/lib/firefox-esr/firefox-esr',
      '/usr/lib/firefox/firefox',
      '/opt/firefox/firefox',
    ],
  });
}

/** Finds Firefox, or installs Debian's where that takes no question. @throws Missing */
export function requireFirefox(): string {
  const found = findFirefox();
  if (found !== undefined) return found;
  if (canApt()) {
    console.log('Installing Firefox with apt (a minute or two, only the first time)…');
    aptInstall(['firefox-esr']);
    const installed = findFirefox();
    if (installed !== undefined) return installed;
  }
  throw new Missing(
    'The browser tests need Firefox too: install it (`apt install firefox-esr`, `brew install --cask firefox`), or set ' +
      'FIREFOX_PATH to it.',
  );
}
