/** The package `firelink`, as `npm pack` makes it and as another project has it. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { expect, test as plain } from 'vitest';
import { buildEngine, ENGINE } from '../../scripts/engine/build-engine.ts';
import { ROOT } from '../../scripts/machine/paths.ts';
import { oncePerFile } from './once-per-file.ts';
import { undocumentedIn } from './undocumented.ts';

interface Manifest {
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly files: readonly string[];
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
}

interface Packed {
  readonly tarball: string;
  /** A project with the package, what it depends on and Firebase in its node_modules, and nothing else. */
  readonly project: string;
  readonly folder: string;
  readonly manifest: Manifest;
}

const test = plain.extend('packed', { scope: 'file' }, oncePerFile(pack, async ({ project }) => rmSync(project, { recursive: true, force: true })));

async function pack(): Promise<Packed> {
  buildEngine();
  const temporary = mkdtempSync(join(tmpdir(), 'firelink-package-'));
  const own = process.env['npm_execpath'];
  const [npm = 'npm', ...before] = own?.endsWith('.js') ? [process.execPath, own] : ['npm'];
  const answer = execFileSync(npm, [...before, 'pack', ENGINE, '--ignore-scripts', '--json', '--pack-destination', temporary], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const [{ filename } = { filename: '' }] = JSON.parse(answer) as { filename: string }[];
  const modules = join(temporary, 'node_modules');
  const folder = join(modules, 'firelink');
  mkdirSync(folder, { recursive: true });
  execFileSync('tar', ['xzf', join(temporary, filename), '--strip-components=1', '-C', folder]);
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  for (const name of ['firebase', ...Object.keys(manifest.dependencies ?? {})]) symlinkSync(join(ROOT, 'node_modules', name), join(modules, name));
  return { tarball: join(temporary, filename), project: temporary, folder, manifest };
}

/** The Node of the packages, and the machine's own where it is another: the package promises Node 20. */
function nodes(): string[] {
  const found = new Map([[process.version, process.execPath]]);
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const node = join(folder, 'node');
    if (!existsSync(node)) continue;
    const version = spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim();
    if (Number(/^v(\d+)/.exec(version)?.[1]) >= 20 && !found.has(version)) found.set(version, node);
  }
  return [...found.values()];
}

test('each export of the package is imported in plain Node, which then has nothing left to do', ({ packed: { project, manifest } }) => {
  const names = Object.keys(manifest.exports).filter((name) => name !== './package.json').map((name) => name.replace('.', 'firelink'));
  expect(names).toContain('firelink');
  const program = `if (typeof document !== 'undefined') throw new Error('a DOM'); for (const name of ${JSON.stringify(names)}) await import(name);`;
  for (const node of nodes()) {
    const { status, stdout, stderr } = spawnSync(node, ['--input-type=module', '--eval', program], { cwd: project, encoding: 'utf8' });
    expect({ status, stdout, stderr }, node).toEqual({ status: 0, stdout: '', stderr: '' });
  }
});

test('the package imports its own files, and nothing that its manifest does not name', ({ packed: { folder, manifest } }) => {
  const declared = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
  const wrong: string[] = [];
  const files = globSync('dist/**/*.{js,d.ts}', { cwd: folder });
  expect(files.length).toBeGreaterThan(100);
  for (const file of files) {
    for (const name of importsOf(readFileSync(join(folder, file), 'utf8'))) {
      const isThere = name.startsWith('.') ? existsSync(join(folder, dirname(file), name)) : declared.some((one) => name === one || name.startsWith(`${one}/`));
      if (!isThere || builtinModules.includes(name)) wrong.push(`${file} imports ${name}`);
    }
  }
  expect(wrong).toEqual([]);
});

function importsOf(text: string): string[] {
  const code = text.replaceAll(/\/\*[\s\S]*?\*\//g, '');
  return [...code.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*|\bnew URL\()'([^']+)'/g)].map(([, name = '']) => name);
}

test('the worker of files is in the package, where the page looks for it', ({ packed: { folder } }) => {
  const client = readFileSync(join(folder, 'dist/transfer/disk/worker-client.js'), 'utf8');
  expect(importsOf(client)).toContain('./worker/transfer-worker.js');
  expect(existsSync(join(folder, 'dist/transfer/disk/worker/transfer-worker.js'))).toBe(true);
});

test('the package holds each file that its manifest names, its license and its README, and nothing of tests', ({ packed: { folder, manifest } }) => {
  const named = Object.values(manifest.exports).flatMap((one) => (typeof one === 'string' ? [one] : Object.values(one)));
  for (const file of [...named, 'LICENSE', 'README.md']) expect(existsSync(join(folder, file)), file).toBe(true);
  expect(readFileSync(join(folder, 'LICENSE'), 'utf8')).toBe(readFileSync(join(ROOT, 'LICENSE'), 'utf8'));
  // What no export reaches was not built: only tests use it.
  const sources = globSync('src/**/*.ts', { cwd: folder });
  const unreached = sources.filter((file) => !existsSync(join(folder, file.replace('src/', 'dist/').replace(/\.ts$/, '.js'))));
  expect(unreached).toEqual([]);
});

test('publint and attw have nothing to say of the package', ({ packed: { tarball } }) => {
  for (const [tool, ...words] of [['publint', '--strict'], ['attw', '--profile', 'esm-only']] as const) {
    const { status, stdout, stderr } = spawnSync(join(ROOT, 'node_modules/.bin', tool), [tarball, ...words], { encoding: 'utf8' });
    expect(status, `${stdout}${stderr}`).toBe(0);
  }
});

test('what the package exports is documented where it is declared', ({ packed: { folder, manifest } }) => {
  const declarations = Object.values(manifest.exports).flatMap((one) => (typeof one === 'string' ? [] : [one['types'] ?? '']));
  expect(declarations.length).toBeGreaterThan(5);
  const missing = declarations.flatMap((file) => undocumentedIn(join(folder, file)));
  // What protocol/ declares is described in docs/protocol.md.
  expect(missing.filter((one) => !one.includes('/dist/protocol/'))).toEqual([]);
});
