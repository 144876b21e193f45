import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { expect, test, vi } from 'vitest';
import { ENGINE_SOURCES } from '../../web/vite/engine-sources.ts';
import { recordFigure } from '../../scripts/test-run/for-the-record.ts';

const WEB = fileURLToPath(new URL('../../web/', import.meta.url));
const HOME = fileURLToPath(new URL('../../web/src/elements/home/firelink-home.ts', import.meta.url));
const STATUS = fileURLToPath(new URL('../../web/src/elements/shared/firelink-status.ts', import.meta.url));

/** Of the 30 kB that the first screen may take, these leave 12 to the app around it. */
const MAX_BYTES = 18_000;

test('home, the live region, English and Lit together leave the app its part of the first screen', async ({ task }) => {
  // Vitest runs as "test", for which Lit gives Vite its development build.
  vi.stubEnv('NODE_ENV', 'production');
  const result = await build({
    root: WEB,
    configFile: false,
    logLevel: 'error',
    resolve: ENGINE_SOURCES,
    build: { write: false, target: 'es2023', rolldownOptions: { input: [HOME, STATUS], preserveEntrySignatures: 'strict' } },
  });
  const outputs = Array.isArray(result) ? result : [result];
  const chunks = outputs.flatMap((one) => ('output' in one ? one.output : [])).filter((file) => file.type === 'chunk');
  const first = chunks.filter(({ isDynamicEntry }) => !isDynamicEntry);
  const sizeBytes = first.reduce((sum, { code }) => sum + gzipSync(code).byteLength, 0);
  vi.unstubAllEnvs();
  recordFigure(task, 'first screen, without the app around it', `${sizeBytes} bytes of JavaScript, gzip`);
  expect(first.length).toBeGreaterThan(0);
  expect(sizeBytes).toBeLessThan(MAX_BYTES);
  for (const { code } of first) expect(code).not.toContain('firelink-in-call');
});
