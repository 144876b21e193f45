/**
 * Packs functions/ into functions/dist, a folder that is deployed alone: the CLI uploads only the source folder, so
 * protocol is bundled in, and dependencies are named with the exact versions that were tested here.
 *
 *   node scripts/build-functions.mjs [target folder]
 */
import { build } from 'esbuild';
import { execFile } from 'node:child_process';
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
const source = join(root, 'functions');

/** `.env` and `.env.<project>` hold params; examples are for people. */
const isParamsFile = (name) => /^\.env(\.|$)/.test(name) && !name.endsWith('.example');

/** Only emulators read `.env.local`: without STUN, a call between two windows asks nothing of the world outside. */
const LOCAL_PARAMS = 'STUN_URLS=\n';

/**
 * The emulator asks Secret Manager, over the network, for every secret that it doesn't find here or finds empty.
 * The functions take `unset` for what it says.
 */
const LOCAL_SECRETS = 'TURN_SECRET=unset\n';

/**
 * @param {string} target where to pack, emptied first except for node_modules
 * @param {{params?: string, secrets?: string}} options what `.env.local` and `.secret.local` hold instead of the
 *   files of that name in functions/: the settings of one emulator, not of a deployment
 */
export async function buildFunctions(target = join(source, 'dist'), options = {}) {
  await mkdir(target, { recursive: true });
  for (const name of await readdir(target)) {
    if (name !== 'node_modules') await rm(join(target, name), { recursive: true });
  }
  await build({
    entryPoints: [join(source, 'src/index.ts')],
    outfile: join(target, 'index.js'),
    absWorkingDir: root,
    tsconfig: join(source, 'tsconfig.json'),
    bundle: true,
    packages: 'external',
    alias: { '#protocol': join(root, 'protocol') },
    format: 'esm',
    platform: 'node',
    target: 'node24',
    sourcemap: 'linked',
    logLevel: 'warning',
  });
  await writeFile(join(target, 'package.json'), `${JSON.stringify(await describePackage(), null, 2)}\n`);
  await copySettings(target, options);
}

/**
 * Gives the folder a lock file of its own, without which a deployment would take whatever is newest below the exact
 * versions. npm makes it of the repository's: it drops what the folder doesn't need, keeps the versions that were tested
 * here, and has nothing left to ask a registry.
 */
export async function lockFunctions(target = join(source, 'dist')) {
  await copyFile(join(root, 'package-lock.json'), join(target, 'package-lock.json'));
  const own = process.env['npm_execpath'];
  const npm = own?.endsWith('.js') ? [process.execPath, own] : ['npm'];
  const [command = 'npm', ...before] = npm;
  await promisify(execFile)(command, [...before, 'install', '--package-lock-only', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: target });
}

/** What functions/package.json asks for, with the versions that are installed. */
async function describePackage() {
  const { name, version, license, engines, dependencies } = await readJson(join(source, 'package.json'));
  const exact = await Promise.all(Object.keys(dependencies).map(async (dependency) => [dependency, await installedVersion(dependency)]));
  return { name, version, private: true, license, type: 'module', main: 'index.js', engines, dependencies: Object.fromEntries(exact) };
}

async function installedVersion(dependency) {
  for (const folder of [source, root]) {
    const found = await readJson(join(folder, 'node_modules', dependency, 'package.json')).catch(() => undefined);
    if (found !== undefined) return found.version;
  }
  throw new Error(`${dependency} is not installed: run npm ci in ${dirname(source)}`);
}

async function copySettings(target, { params, secrets }) {
  for (const name of (await readdir(source)).filter(isParamsFile)) await copyFile(join(source, name), join(target, name));
  await writeFile(join(target, '.env.local'), params ?? (await readText('.env.local')) ?? LOCAL_PARAMS);
  await writeFile(join(target, '.secret.local'), secrets ?? (await readText('.secret.local')) ?? LOCAL_SECRETS, { mode: 0o600 });
}

async function readText(name) {
  return await readFile(join(source, name), 'utf8').catch(() => undefined);
}

async function readJson(path) {
  return JSON.parse(await readFile(path, 'utf8'));
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(resolve(process.argv[1])).href) {
  const target = process.argv[2] === undefined ? undefined : resolve(process.argv[2]);
  await buildFunctions(target);
  await lockFunctions(target);
}
