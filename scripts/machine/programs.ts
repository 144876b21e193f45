import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Installable, install } from './apt.ts';
import { Missing } from './missing.ts';
import { homeFolder } from './paths.ts';

interface Program extends Installable {
  /** As people call it. */
  readonly program: string;
  /** Environment variables that may name it; the first that is set decides. */
  readonly variables?: readonly string[];
  /** What it may be called on the PATH. */
  readonly names: readonly string[];
  /** Where it is installed without being on the PATH. */
  readonly usualPlaces?: readonly string[];
  /** What to do where it can't be had. Default: `cannotBeFound`. */
  readonly sentence?: string;
}

export type ProgramName = 'chromium' | 'firefox' | 'coturn' | 'caddy' | 'ip' | 'nft' | 'openssl' | 'python3';

/** Every program of the machine's own that something here starts, but Java, which has to be new enough: java.ts. */
export const PROGRAMS: Readonly<Record<ProgramName, Program>> = {
  chromium: {
    program: 'Chromium',
    variables: ['CHROMIUM_PATH', 'CHROME_PATH'],
    names: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'],
    usualPlaces: [
      ...applications('Google Chrome.app/Contents/MacOS/Google Chrome'),
      ...applications('Chromium.app/Contents/MacOS/Chromium'),
      '/usr/bin/chromium',
      '/usr/lib/chromium/chromium',
      '/opt/google/chrome/chrome',
      '/snap/bin/chromium',
    ],
    packages: ['chromium'],
    isLarge: true,
    sentence:
      'The browser tests need Chromium or Chrome: install one (`apt install chromium`, `brew install --cask chromium`), ' +
      'or set CHROMIUM_PATH to it.',
  },
  firefox: {
    program: 'Firefox',
    variables: ['FIREFOX_PATH'],
    names: ['firefox-esr', 'firefox'],
    usualPlaces: [
      ...applications('Firefox.app/Contents/MacOS/firefox'),
      '/usr/lib/firefox-esr/firefox-esr',
      '/usr/lib/firefox/firefox',
      '/opt/firefox/firefox',
    ],
    packages: ['firefox-esr'],
    isLarge: true,
    sentence:
      'The browser tests need Firefox too: install it (`apt install firefox-esr`, `brew install --cask firefox`), or set ' +
      'FIREFOX_PATH to it.',
  },
  coturn: {
    program: 'coturn',
    variables: ['TURNSERVER_PATH'],
    names: ['turnserver'],
    usualPlaces: ['/usr/bin/turnserver', '/usr/local/bin/turnserver', '/opt/homebrew/bin/turnserver'],
    packages: ['coturn'],
    // Debian starts a public relay with the package. We want the program alone.
    afterInstall: () => {
      spawnSync('systemctl', ['disable', '--now', 'coturn'], { stdio: 'ignore' });
    },
    sentence:
      'The tests of relay credentials need coturn: install it (`apt install coturn`, `brew install coturn`), or set ' +
      'TURNSERVER_PATH to its turnserver.',
  },
  caddy: {
    program: 'Caddy',
    names: ['caddy'],
    packages: ['caddy'],
    // Debian starts a web server with it, too.
    afterInstall: () => {
      spawnSync('systemctl', ['disable', '--now', 'caddy'], { stdio: 'ignore' });
    },
  },
  ip: { program: 'iproute2', names: ['ip'], packages: ['iproute2'] },
  nft: { program: 'nftables', names: ['nft'], packages: ['nftables'] },
  openssl: { program: 'OpenSSL', names: ['openssl'], packages: ['openssl'] },
  python3: { program: 'Python 3', names: ['python3'], packages: ['python3'] },
};

/** The facts that decide whether a program is available. */
export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>;
  isProgram(path: string): boolean;
  /** Whether it was tried. */
  install(what: string, wanted: readonly Installable[]): boolean;
}

export const THIS_MACHINE: Machine = { env: process.env, isProgram, install };

/**
 * The program's path: what its variables name, the PATH, the usual places; undefined when it is nowhere.
 *
 * @throws Missing when a variable names what is no program
 */
export function findProgram(name: ProgramName, machine: Machine = THIS_MACHINE): string | undefined {
  const { variables = [], usualPlaces = [] } = PROGRAMS[name];
  for (const variable of variables) {
    const named = machine.env[variable];
    if (named === undefined || named === '') continue;
    if (machine.isProgram(named)) return named;
    throw new Missing(`${variable} names ${named}, which is no program: correct it, or unset it.`);
  }
  return findOnPath(name, machine) ?? usualPlaces.find((path) => machine.isProgram(path));
}

/** Its path where it can be started by its name alone. */
export function findOnPath(name: ProgramName, machine: Machine = THIS_MACHINE): string | undefined {
  const folders = (machine.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const paths = PROGRAMS[name].names.flatMap((called) => folders.map((folder) => join(folder, called)));
  return paths.find((path) => machine.isProgram(path));
}

/** Finds the program, or installs Debian's where that takes no question. @throws Missing */
export function requireProgram(name: ProgramName, machine: Machine = THIS_MACHINE): string {
  const found = findProgram(name, machine);
  if (found !== undefined) return found;
  const { program, sentence } = PROGRAMS[name];
  const installed = machine.install(program, [PROGRAMS[name]]) ? findProgram(name, machine) : undefined;
  if (installed !== undefined) return installed;
  throw new Missing(sentence ?? `${cannotBeFound([name])}.`);
}

/** The missing programs, and their packages. */
export function cannotBeFound(names: readonly ProgramName[]): string {
  const programs = names.map((name) => PROGRAMS[name]);
  const list = (words: readonly string[]): string => words.join(', ');
  return `${list(programs.flatMap((one) => one.names))} can't be found: install ${list(programs.flatMap((one) => one.packages))}`;
}

/** Where a Mac keeps what has a window. */
function applications(app: string): readonly string[] {
  return [join('/Applications', app), join(homeFolder(), 'Applications', app)];
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
