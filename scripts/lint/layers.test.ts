import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROOT } from '../machine/paths.ts';

/** A file that breaks a rule, beside one that does the nearest thing allowed. */
interface Pair {
  readonly sentence: string;
  readonly in: string;
  /** Where the other one is, if not in the same folder. */
  readonly allowedIn?: string;
  readonly forbidden: string;
  readonly allowed: string;
  readonly rule: string;
}

const layer = (sentence: string, folder: string, forbidden: string, allowed: string): Pair => ({
  sentence,
  in: folder,
  forbidden: `import { a } from '${forbidden}';\nexport const b = a;\n`,
  allowed: allowed.includes('import') ? allowed : `import { a } from '${allowed}';\nexport const b = a;\n`,
  rule: 'firelink(layers)',
});

const time = (folder: string, forbidden: string, allowed: string): Pair => ({
  sentence: `${folder} asks for time instead of taking it: ${forbidden}`,
  in: folder,
  forbidden: `export const b = (): unknown => ${forbidden};\n`,
  allowed: `export const b = (${allowed.split('.')[0]}: { now(): number; after(): void }): unknown => ${allowed};\n`,
  rule: 'firelink(ask-for-time)',
});

const kept = (forbidden: string, allowed: string): Pair => ({
  sentence: `only engine/src/base/storage reaches what a browser keeps: ${forbidden}`,
  in: 'web/src/app',
  forbidden: `export const b = (): unknown => ${forbidden};\n`,
  allowed: `export const b = (keys: { get(key: string): unknown }): unknown => ${allowed};\n`,
  rule: 'firelink(browser-storage)',
});

const WORK = 'declare function work(): Promise<void>;\ndeclare function later(action: () => void): void;\ndeclare function log(error: unknown): void;\n';

/** Work that is not awaited, in each shape that has hidden it. */
const unheard = (sentence: string, folder: string, forbidden: string, rule: string): Pair => ({
  sentence,
  in: folder,
  forbidden: `${WORK}export const b = (): void => { ${forbidden} };\n`,
  allowed: `${WORK}export const b = (): void => { later(() => { work().catch(log); }); };\n`,
  rule,
});

const PAIRS: readonly Pair[] = [
  layer('protocol imports nothing', 'protocol', '../engine/src/base/a.ts', './a.ts'),
  layer('protocol knows no Firestore', 'protocol', 'firebase/firestore', './a.ts'),
  layer('base knows the protocol alone', 'engine/src/base', '../media/a.ts', '#protocol/a.ts'),
  layer('media imports base only', 'engine/src/media', '../peer/a.ts', '../base/a.ts'),
  layer('peer imports base only', 'engine/src/peer', '../signaling/a.ts', '../base/a.ts'),
  layer('peer does not know the protocol', 'engine/src/peer', '#protocol/a.ts', '../base/a.ts'),
  layer(
    'transfer sees types of peer only',
    'engine/src/transfer',
    '../peer/a.ts',
    `import type { a } from '../peer/a.ts';\nexport type B = typeof a;\n`,
  ),
  layer('signaling does not import call', 'engine/src/signaling', '../call/a.ts', '#protocol/a.ts'),
  layer('signaling may use Firestore, not Auth', 'engine/src/signaling', 'firebase/auth', 'firebase/firestore'),
  layer('call uses the interface of signaling, no adapter', 'engine/src/call', '../signaling/firestore/firestore-channel.ts', '../signaling/a.ts'),
  layer('call does not import elements', 'engine/src/call', '../../../web/src/elements/a.ts', '../peer/a.ts'),
  layer('the engine knows no Lit', 'engine/src/client', 'lit', '../call/a.ts'),
  layer('elements reach into no file of the engine', 'web/src/elements', '../../../engine/src/signaling/a.ts', 'firelink/call'),
  layer('elements do not import firebase', 'web/src/elements', 'firebase/app', 'lit'),
  layer('elements do not import by a detour', 'web/src/elements', '../../src/app/a.ts', '../../src/elements/a.ts'),
  layer('elements do not import the site', 'web/src/elements', '../app/a.ts', '../elements/a.ts'),
  layer('functions share nothing with the engine but the protocol', 'functions/src', '../../engine/src/base/a.ts', '#protocol/a.ts'),
  layer('the site takes the engine as a package, tests aside', 'web/src/app', '../../../engine/src/client.ts', 'firelink/link'),
  layer('the site does not import firebase', 'web/src/app', 'firebase/firestore', 'firelink'),
  {
    sentence: 'an import() counts as an import',
    in: 'web/src/elements',
    forbidden: `export const b = (): Promise<unknown> => import('../app/a.ts');\n`,
    allowed: `export const b = (): Promise<unknown> => import('../elements/a.ts');\n`,
    rule: 'firelink(layers)',
  },
  {
    sentence: 'only media uses navigator.mediaDevices',
    in: 'web/src/elements',
    forbidden: 'export const b = (): unknown => navigator.mediaDevices;\n',
    allowed: 'export const b = (): unknown => navigator.language;\n',
    rule: 'firelink(media-devices)',
  },
  kept('localStorage.length', "keys.get('localStorage')"),
  kept('globalThis.sessionStorage', "keys.get('sessionStorage')"),
  kept("globalThis['indexedDB']", "keys.get('indexedDB')"),
  kept('navigator.storage.getDirectory()', "keys.get('getDirectory')"),
  kept('navigator.locks', 'navigator.onLine'),
  kept('((): unknown => { const { locks } = navigator; return locks; })()', "keys.get('locks')"),
  {
    sentence: 'that folder itself does, and no other of base',
    in: 'engine/src/base',
    allowedIn: 'engine/src/base/storage',
    forbidden: 'export const b = (): unknown => [localStorage, navigator.locks];\n',
    allowed: 'export const b = (): unknown => [localStorage, navigator.locks];\n',
    rule: 'firelink(browser-storage)',
  },
  time('engine/src/call', 'Date.now()', 'clock.now()'),
  time('engine/src/peer', 'setTimeout(() => 1, 1)', 'clock.after()'),
  time('engine/src/signaling', 'Math.random()', 'clock.now()'),
  time('functions/src/turn', 'new Date()', 'clock.now()'),
  unheard('a promise is not thrown away by `void`', 'engine/src/call', 'void work();', 'typescript(no-floating-promises)'),
  unheard('nor in an arrow function', 'web/src/app', 'later(() => void work());', 'eslint(no-void)'),
  unheard('nor left floating', 'functions/src/turn', 'work();', 'typescript(no-floating-promises)'),
  unheard('nor given to a function that expects no promise', 'web/src/elements', 'later(() => work());', 'typescript(no-misused-promises)'),
  unheard('nor by an async function', 'engine/src/signaling', 'later(async () => { await work(); });', 'typescript(no-misused-promises)'),
];

let folder: string;

/** Lints with the repository's own configuration, in a copy of its folders; resolves to the rules broken, by file. */
async function lintAll(): Promise<Map<string, string[]>> {
  const oxlint = join(ROOT, 'node_modules/.bin/oxlint');
  const output = await new Promise<string>((resolve) => {
    execFile(oxlint, ['--format', 'json'], { cwd: folder, maxBuffer: 1e8 }, (_error, stdout) => resolve(stdout));
  });
  const { diagnostics } = JSON.parse(output) as { diagnostics: { code: string; filename: string }[] };
  const found = new Map<string, string[]>();
  for (const { code, filename } of diagnostics) found.set(filename, [...(found.get(filename) ?? []), code]);
  return found;
}

const fileOf = (pair: Pair, kind: 'forbidden' | 'allowed'): string =>
  `${(kind === 'allowed' && pair.allowedIn) || pair.in}/${kind}-${PAIRS.indexOf(pair)}.ts`;

async function plant(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}

let found: Map<string, string[]>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'firelink-lint-'));
  await cp(join(ROOT, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
  await cp(join(ROOT, 'tsconfig.base.json'), join(folder, 'tsconfig.json'));
  await cp(join(ROOT, 'scripts/lint'), join(folder, 'scripts/lint'), { recursive: true });
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  for (const pair of PAIRS) {
    await plant(fileOf(pair, 'forbidden'), pair.forbidden);
    await plant(fileOf(pair, 'allowed'), pair.allowed);
  }
  found = await lintAll();
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test.each(PAIRS)('$sentence', (pair) => {
  expect(found.get(fileOf(pair, 'forbidden')) ?? []).toContain(pair.rule);
  expect(found.get(fileOf(pair, 'allowed')) ?? []).not.toContain(pair.rule);
});
