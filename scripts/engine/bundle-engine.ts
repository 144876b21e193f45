import { buildSync } from 'esbuild';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../machine/paths.ts';
import { edit, filesIn } from './build-engine.ts';

/** The files that such a page imports, and the source of each. */
const ENTRIES: Readonly<Record<string, string>> = {
  firelink: 'index.ts',
  base: 'base/index.ts',
  chat: 'transfer/chat/index.ts',
  files: 'transfer/files/index.ts',
  'stored-journal': 'client/stored-journal/index.ts',
  // Found by files.js: see worker-client.ts.
  'worker/transfer-worker': 'transfer/disk/worker/transfer-worker.ts',
};

/**
 * Makes engine/dist/browser, for pages without a build step: `firelink.js`, Firebase included, and `chat.js`, `files.js`,
 * `stored-journal.js` and `base.js` beside it. What only a running call needs lies in chunks, which the files themselves load.
 */
export function bundleEngine(): void {
  const outdir = join(ROOT, 'engine/dist/browser');
  rmSync(outdir, { recursive: true, force: true });
  buildSync({
    entryPoints: Object.entries(ENTRIES).map(([out, source]) => ({ in: join(ROOT, 'engine/src', source), out })),
    outdir,
    absWorkingDir: ROOT,
    tsconfig: join(ROOT, 'engine/tsconfig.json'),
    // Why re2js is left out: docs/decisions/0050.
    alias: { '#protocol': join(ROOT, 'protocol'), re2js: join(ROOT, 'web/vite/re2js.ts') },
    conditions: ['browser'],
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    target: 'es2024',
    chunkNames: 'chunks/[name]-[hash]',
    legalComments: 'linked',
    logLevel: 'warning',
  });
  // esbuild leaves the address of a worker as it is in the source.
  for (const path of filesIn(outdir, '.js')) edit(path, /(new URL\("\.\/worker\/[\w-]+)\.ts"/g, '$1.js"');
}
