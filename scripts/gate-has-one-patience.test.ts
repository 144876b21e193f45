/** Every test waits with the one patience of emulator-tests/support/patience.ts: a shorter one fails on a busy machine. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from './machine/paths.ts';

const OWN_PATIENCE: readonly RegExp[] = [
  // { timeout: 20_000 }
  /timeout: *\d/i,
  // page.setDefaultTimeout(25_000)
  /setDefault\w*Timeout\( *\d/,
  // const PATIENCE_MS = 8_000
  /PATIENCE\w* = \d/,
  // deadline = Date.now() + 10_000
  /deadline = Date\.now\(\) \+ \d/,
  // What ends a test or a hook, and no timer within one: }, 180_000);
  /^(?: {2})?\}, \d[\d_]{3,}\);$/,
];

/** The lines of a source with a patience of its own, as `path:line text`. */
function ownPatience(path: string, source: string): string[] {
  return source.split('\n').flatMap((line, index) => (OWN_PATIENCE.some((sign) => sign.test(line)) ? [`${path}:${index + 1} ${line.trim()}`] : []));
}

test.each([
  "  await expect.poll(() => left(link), { timeout: 20_000 }).toEqual(['ended']);",
  "test('it takes long', { timeout: 240_000 }, async () => {",
  'const PATIENCE = { timeout: 25_000, interval: 100 };',
  'const PATIENCE_MS = 8000;',
  '    page.setDefaultTimeout(25_000);',
  '  const deadline = Date.now() + 10_000;',
  '}, 180_000);',
  '  }, 60_000);',
])('a patience of its own is found: %s', (line) => {
  expect(ownPatience('some.test.ts', `\n${line}`)).toEqual([`some.test.ts:2 ${line.trim()}`]);
});

test.each([
  "import { PATIENCE_MS } from '../support/patience.ts';",
  '  await expect.poll(paths, { timeout: PATIENCE_MS, interval: 50 }).toEqual([]);',
  '    page.setDefaultTimeout(PATIENCE_MS);',
  '  const deadline = Date.now() + PATIENCE_MS;',
  '    }, 50);',
  'const KEEP_ALIVE_MS = 600_000;',
])('the one patience, and what is none, is not: %s', (line) => {
  expect(ownPatience('some.test.ts', line)).toEqual([]);
});

test('no test on emulators has a patience of its own', () => {
  // Measured, not tested, is how long things take in reliability/.
  const paths = globSync('emulator-tests/**/*.ts', { cwd: ROOT }).filter((path) => !/^emulator-tests\/reliability\/|support\/patience\.ts$/.test(path));
  expect(paths.length).toBeGreaterThan(100);
  expect(paths.flatMap((path) => ownPatience(path, readFileSync(join(ROOT, path), 'utf8')))).toEqual([]);
});
