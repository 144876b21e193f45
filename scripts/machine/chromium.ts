import { join } from 'node:path';
import { aptInstall, canApt } from './apt.ts';
import { findProgram } from './find-program.ts';
import { Missing } from './missing.ts';
import { homeFolder } from './paths.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/** Browsers that are installed but not on the PATH. */
function usualPlaces(): string[] {
  const apps = ['Google Chrome.app/Contents/MacOS/Google Chrome', 'Chromium.app/Contents/MacOS/Chromium'];
  return [
    ...apps.flatMap((app) => [join('/Applications', app), join(homeFolder(), 'Applications', app)]),
    '/usr/bin/chromium',
    '/usr/lib/chromium/chromium',
    '/opt/google/chrome/chrome',
    '/snap/bin/chromium',
  ];
}

/** Chromium or Chrome on this machine: CHROMIUM_PATH, CHROME_PATH, the PATH, the usual places. */
export function findChromium(): string | undefined {
  return findProgram({ variables: ['CHROMIUM_PATH', 'CHROME_PATH'], names: NAMES, usualPlaces: usualPlaces() });
}

/** Finds Chromium, or installs Debian's where that takes no question. @throws Missing */
export function requireChromium(): string {
  const found = findChromium();
  if (found !== undefined) return found;
  if (canApt()) {
    console.log('Installing Chromium with apt (a minute or two, only the first time)…');
    aptInstall(['chromium']);
    const installed = findChromium();
    if (installed !== undefined) return installed;
  }
  throw new Missing(
    'The browser tests need Chromium or Chrome: install one (`apt install chromium`, `brew install --cask chromium`), ' +
      'or set CHROMIUM_PATH to it.',
  );
}
