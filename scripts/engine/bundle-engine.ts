import { buildSync } from 'esbuild';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../machine/paths.ts';

/**
 * Makes engine/dist/browser: `firelink.js` for pages without a build step, Firebase included. What only a running call needs
 * lies in chunks beside it, which the file itself loads.
 */
export function bundleEngine(): void {
  const outdir = join(ROOT, 'engine/dist/browser');
  rmSync(outdir, { recursive: true, force: true });
  buildSync({
    entryPoints: [{ in: join(ROOT, 'engine/src/index.ts'), out: 'firelink' }],
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
}
