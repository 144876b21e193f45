import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { aptInstall, canApt } from './apt.ts';
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
  for (const variable of ['CHROMIUM_PATH', 'CHROME_PATH']) {
    const named = process.env[variable];
    if (named === undefined || named === '') continue;
    if (isProgram(named)) return named;
    throw new Missing(`${variable} names ${named}, which is no program: correct it, or unset it.`);
  }
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const onPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...onPath, ...usualPlaces()].find((path) => isProgram(path));
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

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
