import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Missing } from './missing.ts';
import { findOnPath, findProgram, type Machine, type ProgramName, requireProgram, THIS_MACHINE } from './programs.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'firelink-programs-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function place(name: string, mode = 0o755): string {
  const path = join(folder, name);
  writeFileSync(path, '', { mode });
  return path;
}

/** With no programs but these, and without apt. */
function machineWith(programs: readonly string[], more: Partial<Machine> = {}): Machine {
  return { env: {}, isProgram: (path) => programs.includes(path), install: () => false, ...more };
}

function refusalOf(name: ProgramName, machine: Machine): unknown {
  try {
    return requireProgram(name, machine);
  } catch (error) {
    return error;
  }
}

test('a program on the PATH is found; a file of its name that cannot be started is not', () => {
  place('firefox-esr', 0o644);
  const firefox = place('firefox');
  expect(findProgram('firefox', { ...THIS_MACHINE, env: { PATH: `/nowhere:${folder}` } })).toBe(firefox);
});

test('a variable that names a program goes before the PATH, but not by name alone', () => {
  const [own, other] = [place('own'), place('turnserver')];
  const machine: Machine = { ...THIS_MACHINE, env: { TURNSERVER_PATH: own, PATH: folder } };
  expect(findProgram('coturn', machine)).toBe(own);
  expect(findOnPath('coturn', machine)).toBe(other);
});

test.each([
  ['chromium', 'CHROMIUM_PATH'],
  ['chromium', 'CHROME_PATH'],
  ['firefox', 'FIREFOX_PATH'],
  ['coturn', 'TURNSERVER_PATH'],
] as const)('%s: when %s names no program, the sentence says so, and nothing else is taken', (name, variable) => {
  const machine = machineWith(['/bin/chromium', '/bin/firefox', '/bin/turnserver'], {
    env: { PATH: '/bin', [variable]: '/gone' },
    install: () => expect.fail('nothing is to be installed'),
  });
  expect(refusalOf(name, machine)).toEqual(new Missing(`${variable} names /gone, which is no program: correct it, or unset it.`));
});

test('the first variable that is set decides, and an empty one is not set', () => {
  const env = { CHROMIUM_PATH: '', CHROME_PATH: '/b' };
  expect(findProgram('chromium', machineWith(['/a', '/b'], { env }))).toBe('/b');
  expect(findProgram('chromium', machineWith(['/a', '/b'], { env: { ...env, CHROMIUM_PATH: '/a' } }))).toBe('/a');
});

test('what is neither named nor on the PATH is looked for in the usual places', () => {
  expect(findProgram('chromium', machineWith(['/snap/bin/chromium'], { env: { PATH: '/bin' } }))).toBe('/snap/bin/chromium');
});

test('where apt can be used, what is missing is installed and then found', () => {
  const asked: unknown[] = [];
  const programs: string[] = [];
  const machine = machineWith(programs, {
    env: { PATH: '/usr/bin' },
    install(what, wanted) {
      asked.push(what, ...wanted.map(({ packages }) => packages));
      return programs.push('/usr/bin/firefox-esr') > 0;
    },
  });
  expect(requireProgram('firefox', machine)).toBe('/usr/bin/firefox-esr');
  expect(asked).toEqual(['Firefox', ['firefox-esr']]);
});

test.each<[ProgramName, string]>([
  [
    'chromium',
    'The browser tests need Chromium or Chrome: install one (`apt install chromium`, `brew install --cask chromium`), or set CHROMIUM_PATH to it.',
  ],
  [
    'firefox',
    'The browser tests need Firefox too: install it (`apt install firefox-esr`, `brew install --cask firefox`), or set FIREFOX_PATH to it.',
  ],
  [
    'coturn',
    'The tests of relay credentials need coturn: install it (`apt install coturn`, `brew install coturn`), or set TURNSERVER_PATH to its turnserver.',
  ],
  ['caddy', "caddy can't be found: install caddy."],
  ['ip', "ip can't be found: install iproute2."],
  ['nft', "nft can't be found: install nftables."],
  ['openssl', "openssl can't be found: install openssl."],
  ['python3', "python3 can't be found: install python3."],
])('%s: where apt cannot be used, or does not help, one sentence says what to do', (name, sentence) => {
  expect(refusalOf(name, machineWith([]))).toEqual(new Missing(sentence));
  expect(refusalOf(name, machineWith([], { install: () => true }))).toEqual(new Missing(sentence));
});
