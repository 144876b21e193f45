import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { Missing } from '../machine/missing.ts';
import { ROOT } from '../machine/paths.ts';

export const ENGINE = join(ROOT, 'engine');
const DIST = join(ENGINE, 'dist');

interface Exports {
  readonly exports: Readonly<Record<string, string | { readonly 'firelink-source': string }>>;
}

/**
 * Makes engine/dist. The compiler reads a copy in which protocol/ lies inside the sources and is imported by relative
 * paths: so the package holds all that it imports, and an import of it needs no map.
 *
 * @throws Missing with the compiler's words
 */
export function buildEngine(): void {
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  // Inside the repository: `firebase` is found from there.
  const stage = mkdtempSync(join(ROOT, '.cache/engine-'));
  try {
    copySources(join(ENGINE, 'src'), join(stage, 'src'));
    copySources(join(ROOT, 'protocol'), join(stage, 'src/protocol'));
    for (const path of filesIn(join(stage, 'src'))) importProtocolByPath(join(stage, 'src'), path);
    compile(stage);
    // The compiler mends the imports of JavaScript alone: these would name sources that the package doesn't export.
    for (const path of filesIn(join(stage, 'dist'))) edit(path, /(from |import\()('\.[^']*)\.ts'/g, "$1$2.js'");
    // Bundlers find a worker by this expression, and a browser without one the file itself.
    for (const path of filesIn(join(stage, 'dist'), '.js')) edit(path, /(new URL\()('\.[^']*)\.ts'/g, "$1$2.js'");
    rmSync(DIST, { recursive: true, force: true });
    renameSync(join(stage, 'dist'), DIST);
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

/** The source of each export, from engine/src. */
export function entries(): string[] {
  const { exports } = JSON.parse(readFileSync(join(ENGINE, 'package.json'), 'utf8')) as Exports;
  return Object.values(exports).flatMap((one) => (typeof one === 'string' ? [] : [relative('src', one['firelink-source'])]));
}

function copySources(from: string, to: string): void {
  cpSync(from, to, {
    recursive: true,
    filter: (path) => (statSync(path).isDirectory() ? !path.endsWith('/testing') : path.endsWith('.ts') && !path.endsWith('.test.ts')),
  });
}

/** Of a folder and those below it, by how their names end. */
export function filesIn(folder: string, ending = '.ts'): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith(ending)).map((path) => join(folder, path));
}

function importProtocolByPath(source: string, path: string): void {
  const folder = relative(dirname(path), join(source, 'protocol'));
  const to = folder.startsWith('.') ? folder : `./${folder}`;
  edit(path, /(from |import\()'#protocol\//g, `$1'${to}/`);
}

/** Replaces each match in a file. */
export function edit(path: string, pattern: RegExp, replacement: string): void {
  const text = readFileSync(path, 'utf8');
  const edited = text.replaceAll(pattern, replacement);
  if (edited !== text) writeFileSync(path, edited);
}

/** Only what the exports and the workers reach is compiled: no test, and nothing that only tests use. */
function compile(stage: string): void {
  const project = {
    extends: join(ROOT, 'engine/tsconfig.build.json'),
    compilerOptions: {
      noEmit: false, declaration: true, rewriteRelativeImportExtensions: true, paths: {},
      rootDir: join(stage, 'src'), outDir: join(stage, 'dist'),
    },
    // No module imports a worker.
    files: [...entries().map((path) => join(stage, 'src', path)), ...filesIn(join(stage, 'src'), '-worker.ts')],
    include: [],
  };
  const file = join(stage, 'tsconfig.json');
  writeFileSync(file, JSON.stringify(project));
  const done = spawnSync(join(ROOT, 'node_modules/.bin/tsc'), ['--project', file], { cwd: ROOT, encoding: 'utf8' });
  if (done.status !== 0) throw new Missing(`${done.stdout}${done.stderr}\nThe engine could not be built: see above.`);
}
