/** Which chunk of the page belongs to which part, from the build alone; what a browser fetches of them is counted in browser/what-loads-when.test.ts. */
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, type Rolldown } from 'vite';
import { expect, test as plain, vi } from 'vitest';
import { recordTable } from '../../scripts/test-run/for-the-record.ts';
import { oncePerFile } from '../support/once-per-file.ts';

type Chunk = Rolldown.OutputChunk;

/** What each part begins with. What an earlier part has brought along is not counted again. */
const PARTS = [
  ['the app', ['web/src/app/shell/main.ts', 'web/index.html']],
  ['home', ['web/src/app/shell/home-screen.ts']],
  ['the lobby', ['web/src/app/call/lobby-screen.ts']],
  ['behind a link, until Join', ['web/src/app/call/call-page.ts', 'web/src/app/shell/app-config.ts', '/client/firebase/backend.ts']],
  ['after Join', ['web/src/app/call/call-screens.ts']],
] as const;

const test = plain.extend('chunks', { scope: 'file' }, oncePerFile(buildPage, async () => {}));

async function buildPage(): Promise<readonly Chunk[]> {
  // Vitest runs as "test", for which Lit gives Vite its development build.
  vi.stubEnv('NODE_ENV', 'production');
  try {
    const root = fileURLToPath(new URL('../../web/', import.meta.url));
    const result = await build({ root, configFile: `${root}vite.config.ts`, logLevel: 'error', build: { write: false } });
    const outputs = Array.isArray(result) ? result : [result];
    return outputs.flatMap((one) => ('output' in one ? one.output : [])).filter((file) => file.type === 'chunk');
  } finally {
    vi.unstubAllEnvs();
  }
}

/** The chunks whose source is one of these, with all that they import statically. */
function closureOf(chunks: readonly Chunk[], sources: readonly string[]): Set<Chunk> {
  const found = new Set<Chunk>();
  const visit = (chunk: Chunk): void => {
    if (found.has(chunk)) return;
    found.add(chunk);
    for (const one of chunks) if (chunk.imports.includes(one.fileName)) visit(one);
  };
  for (const chunk of chunks) if (sources.some((source) => chunk.facadeModuleId?.endsWith(source))) visit(chunk);
  return found;
}

const holds = (part: Iterable<Chunk>, pattern: RegExp): string[] => [...part].flatMap(({ moduleIds }) => moduleIds).filter((id) => pattern.test(id));

test('each part of the page is printed with what it weighs', ({ chunks, task }) => {
  const counted = new Set<Chunk>();
  const rows = PARTS.flatMap(([part, sources]) => {
    const own = [...closureOf(chunks, sources)].filter((chunk) => !counted.has(chunk));
    expect(own.length, part).toBeGreaterThan(0);
    for (const chunk of own) counted.add(chunk);
    return own.map((chunk) => rowOf(part, chunk));
  });
  const lazy = chunks.filter((chunk) => !counted.has(chunk)).map((chunk) => rowOf('when it is needed', chunk));
  recordTable(task, 'Parts of the page, JavaScript (gzip)', [...rows, ...lazy]);
});

function rowOf(part: string, { name, code }: Chunk): { part: string; chunk: string; bytes: number } {
  return { part, chunk: name, bytes: gzipSync(code).byteLength };
}

test('the visitor of a link has no home to wait for, one of home no lobby, and neither what a call is made with', ({ chunks }) => {
  const app = closureOf(chunks, PARTS[0][1]);
  const home = new Set([...app, ...closureOf(chunks, PARTS[1][1])]);
  const lobby = new Set([...app, ...closureOf(chunks, PARTS[2][1])]);
  expect(holds(home, /firelink-home\.ts$/)).toHaveLength(1);
  expect(holds(home, /elements\/(lobby|video|devices)\//)).toEqual([]);
  expect(holds(lobby, /firelink-lobby\.ts$/)).toHaveLength(1);
  expect(holds(lobby, /firelink-home\.ts$/)).toEqual([]);
  for (const part of [home, lobby]) expect(holds(part, /node_modules\/(firebase|@firebase)\/|engine\/src\/(peer|call|media|stats)\/(?!machine\/reasons)/)).toEqual([]);
});

test('nothing that only the call shows is fetched before Join', ({ chunks }) => {
  const before = PARTS.slice(0, 4).flatMap(([, sources]) => [...closureOf(chunks, sources)]);
  expect(holds(before, /web\/src\/elements\/(in-call|waiting|manual)\/(?!video-fit)/)).toEqual([]);
  expect(holds(closureOf(chunks, PARTS[4][1]), /firelink-in-call\.ts$/)).toHaveLength(1);
});
