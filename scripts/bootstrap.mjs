/**
 * The first thing that `npm start`, `npm test` and the others run. It needs nothing but the machine's own Node (20 or
 * later): it installs what is missing, then hands over to the Node 24 among the packages, which runs TypeScript as is.
 *
 *   node scripts/bootstrap.mjs start | demo | test [full | check | <stage>…]
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { askLocalDirectly } from './machine/proxies.mjs';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const MODULES = join(ROOT, 'node_modules');
const NODE = join(MODULES, 'node', 'bin', 'node');
const LOCK = join(ROOT, 'package-lock.json');
/** Holds the hash of the lock file that node_modules was installed from. */
const STAMP = join(MODULES, '.firelink-lock');

/** For every program that is started from here: a proxy for the internet must not carry requests to this machine. */
const env = askLocalDirectly(process.env);

/** npm, the Firebase CLI and Chromium all want a home to write to; without one they get a folder of this checkout. */
function ensureHome() {
  try {
    if (!env.HOME) throw new Error('unset');
    accessSync(env.HOME, constants.W_OK);
  } catch {
    env.HOME = join(ROOT, '.cache', 'home');
    mkdirSync(env.HOME, { recursive: true });
  }
}

const hashOfLock = () => createHash('sha256').update(readFileSync(LOCK)).digest('hex');

function isInstalled() {
  if (!existsSync(join(MODULES, '.package-lock.json'))) return false;
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8').trim() === hashOfLock()) return true;
  // Installed by hand: npm rewrites its hidden lock file at the end of each install.
  return statSync(join(MODULES, '.package-lock.json')).mtimeMs >= statSync(LOCK).mtimeMs;
}

function isNode24() {
  const answer = spawnSync(NODE, ['--version'], { encoding: 'utf8' });
  return answer.status === 0 && answer.stdout.startsWith('v24.');
}

/** Runs a program to its end, passing on signals; resolves to its exit code. */
function run(command, args, options) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: ROOT, env, ...options });
    const output = [];
    child.stdout?.on('data', (chunk) => output.push(chunk));
    child.stderr?.on('data', (chunk) => output.push(chunk));
    const forward = (signal) => child.kill(signal);
    // A terminal sends Ctrl-C to the whole group, so the child has it already; npm hands on SIGTERM to us alone.
    const ignore = () => undefined;
    process.on('SIGINT', ignore);
    process.on('SIGTERM', forward);
    process.on('SIGHUP', forward);
    // npm may die without a signal to its children: a new parent is then the only sign of it.
    const parent = process.ppid;
    const watch = setInterval(() => {
      if (env.npm_lifecycle_event !== undefined && process.ppid !== parent) forward('SIGTERM');
    }, 500);
    const done = (code, signal, error) => {
      clearInterval(watch);
      process.off('SIGINT', ignore);
      process.off('SIGTERM', forward);
      process.off('SIGHUP', forward);
      resolve({ code: code ?? 1, signal, output: error ? String(error) : Buffer.concat(output).toString() });
    };
    child.once('error', (error) => done(1, null, error));
    child.once('close', (code, signal) => done(code, signal));
  });
}

function npm(args) {
  const quiet = { stdio: ['ignore', 'pipe', 'pipe'] };
  const own = env.npm_execpath;
  return own?.endsWith('.js') ? run(process.execPath, [own, ...args], quiet) : run('npm', args, quiet);
}

function fail(sentence, details = '') {
  if (details.trim() !== '') console.error(details.trimEnd());
  console.error(sentence);
  process.exit(1);
}

async function install() {
  if (isInstalled()) return;
  console.log('Installing packages (about a minute, only the first time)…');
  const done = await npm(['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']);
  if (done.signal) process.exit(130);
  if (done.code !== 0) fail('The packages could not be installed: see what npm says above.', done.output);
  writeFileSync(STAMP, hashOfLock());
}

async function ensureNode24() {
  if (isNode24()) return;
  // Where install scripts are switched off, the package `node` comes without its binary.
  await npm(['rebuild', 'node', '--ignore-scripts=false', '--loglevel=error']);
  if (!isNode24()) fail('Node 24 is missing among the packages: run `npm rebuild node`, then try again.');
}

const [name = '', ...rest] = process.argv.slice(2);
const script = join(ROOT, 'scripts', `${name}.ts`);
if (Number(process.versions.node.split('.')[0]) < 20) fail(`Node 20 or later is needed; this is ${process.version}.`);
if (process.platform === 'win32') fail('On Windows, please run this inside WSL: it ends its servers by process group.');
if (!/^[a-z-]+$/.test(name) || !existsSync(script)) fail(`There is no scripts/${name}.ts to run.`);

ensureHome();
await install();
await ensureNode24();
// Programs that the scripts start by name (vite, firebase, node) are then the packages' own, on Node 24.
env.PATH = [join(MODULES, 'node', 'bin'), join(MODULES, '.bin'), env.PATH].join(':');
const { code, signal } = await run(NODE, ['--import', pathToFileURL(join(ROOT, 'scripts/machine/protocol-imports.mjs')).href, script, ...rest], { stdio: 'inherit' });
process.exit(signal ? 130 : code);
