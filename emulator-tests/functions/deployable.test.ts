import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { buildFunctions, lockFunctions } from '../../scripts/build-functions.mjs';
import { ROOT } from '../../scripts/machine/paths.ts';

const run = promisify(execFile);

let folder: string;
let packed: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'firelink-deployable-'));
  packed = join(folder, 'functions');
  await buildFunctions(packed);
  await lockFunctions(packed);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Lock {
  readonly packages: Readonly<Record<string, { readonly version?: string; readonly dependencies?: Readonly<Record<string, string>> }>>;
}
const readJson = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, 'utf8'));
const readLock = async (path: string) => (await readJson(path)) as Lock;

test('the packed functions have a lock file of their own, with the versions that are tested here and nothing besides', async () => {
  const [own, root] = [await readLock(join(packed, 'package-lock.json')), await readLock(join(ROOT, 'package-lock.json'))];
  const asked = (await readJson(join(packed, 'package.json'))) as { readonly dependencies: Readonly<Record<string, string>> };
  expect(own.packages['']?.dependencies).toEqual(asked.dependencies);
  expect(Object.values(asked.dependencies).every((version) => /^\d+\.\d+\.\d+$/.test(version))).toBe(true);
  const names = Object.keys(own.packages).filter((name) => name !== '');
  expect(names.length).toBeGreaterThan(50);
  expect(names.filter((name) => own.packages[name]?.version !== root.packages[name]?.version)).toEqual([]);
  expect(names.filter((name) => /firebase-tools|vite|lit$/.test(name))).toEqual([]);
});

test('the packed folder installs alone, and the CLI discovers its five functions in it, each within limits of its own', async () => {
  const alone = join(folder, 'alone');
  await cp(packed, alone, { recursive: true });
  // What only emulators read is not uploaded.
  await Promise.all(['.env.local', '.secret.local'].map((name) => rm(join(alone, name))));
  await run('npm', ['ci', '--omit=dev', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: alone });
  const { functions } = (await readJson(join(ROOT, 'firebase.json'))) as { functions: { runtime: string } };
  await writeFile(join(folder, 'firebase.json'), JSON.stringify({ functions: { source: 'alone', runtime: functions.runtime } }));
  const firebase = join(ROOT, 'node_modules/firebase-tools/lib/bin/firebase.js');
  const env = { ...process.env, CI: 'true', NO_UPDATE_NOTIFIER: '1', FIREBASE_CLI_EXPERIMENTS: 'internaltesting' };
  const { stdout } = await run(process.execPath, [firebase, 'internaltesting:functions:discover', '--project', 'demo-discovered', '--json'], { cwd: folder, env });
  const { endpoints, params } = discovered(stdout);
  expect(Object.keys(endpoints).sort()).toEqual(['mintTurnCredentials', 'onCallEnded', 'sweepMintLimits', 'sweepStaleAccounts', 'sweepStaleCalls']);
  for (const [name, endpoint] of Object.entries(endpoints)) {
    expect(endpoint, name).toMatchObject({ platform: 'gcfv2', runtime: functions.runtime, region: '{{ params.REGION }}', availableMemoryMb: name.startsWith('sweep') ? 512 : 256 });
    for (const limit of ['maxInstances', 'concurrency', 'timeoutSeconds']) expect(endpoint[limit], `${limit} of ${name}`).toEqual(expect.any(Number));
  }
  expect(endpoints['mintTurnCredentials']?.['secretEnvironmentVariables']).toMatchObject([{ key: 'TURN_SECRET' }]);
  const others = Object.entries(endpoints).filter(([name]) => name !== 'mintTurnCredentials');
  expect(others.flatMap(([, { secretEnvironmentVariables: secrets = [] }]) => secrets)).toEqual([]);
  expect(params.map(({ name }) => name).sort()).toEqual([
    'ADDRESS_LIMIT_PER_HOUR', 'ENFORCE_APP_CHECK', 'REGION', 'STUN_URLS', 'TRUSTED_HOPS', 'TURN_ACCOUNT', 'TURN_PROVIDER', 'TURN_SECRET', 'TURN_STATIC',
    'TURN_URLS', 'USER_LIMIT_PER_HOUR',
  ]);
});

test('no setting of the functions is in the page’s build, though the machine that builds it knows them all', async () => {
  const secrets = { TURN_SECRET: 'a-secret-of-this-test', TURN_STATIC: '[{"urls":"turn:of-this-test"}]', TURN_ACCOUNT: 'an-account-of-this-test' };
  for (const [name, value] of Object.entries(secrets)) vi.stubEnv(name, value);
  vi.stubEnv('NODE_ENV', 'production');
  const result = await build({ root: join(ROOT, 'web'), configFile: join(ROOT, 'web/vite.config.ts'), logLevel: 'error', build: { write: false } });
  vi.unstubAllEnvs();
  const outputs = (Array.isArray(result) ? result : [result]).flatMap((one) => ('output' in one ? one.output : []));
  const texts = outputs.map((file) => (file.type === 'chunk' ? file.code : String(file.source)));
  expect(texts.join('').length).toBeGreaterThan(500_000);
  // What is looked for would be found: the name of the function is there.
  expect(texts.some((text) => text.includes('mintTurnCredentials'))).toBe(true);
  const telltales = [...Object.values(secrets), ...Object.keys(secrets), 'of-this-test', 'static-auth-secret', 'createHmac', 'firebase-admin', 'mintLimits'];
  expect(telltales.filter((telltale) => texts.some((text) => text.includes(telltale)))).toEqual([]);
});

interface Discovered {
  readonly endpoints: Readonly<Record<string, Readonly<Record<string, unknown>> & { readonly secretEnvironmentVariables?: readonly unknown[] }>>;
  readonly params: readonly { readonly name: string }[];
}

/** The CLI answers with JSON, after whatever else it has to say, under the name of the codebase. */
function discovered(stdout: string): Discovered {
  const { result } = JSON.parse(stdout.slice(stdout.indexOf('{'))) as { readonly result: Readonly<Record<string, Discovered>> };
  const [codebase] = Object.values(result);
  if (codebase === undefined) throw new Error(`nothing was discovered: ${stdout}`);
  return codebase;
}
