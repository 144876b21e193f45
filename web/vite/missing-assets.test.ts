import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { preview } from 'vite';
import { expect, test as base } from 'vitest';
import { missingAssets } from './missing-assets.ts';

/** The preview server of a site with one page and one asset. */
// oxlint-disable-next-line no-empty-pattern -- Vitest reads from the pattern what a fixture needs
const test = base.extend('get', { scope: 'file' }, async ({}, { onCleanup }) => {
  const root = mkdtempSync(join(tmpdir(), 'firelink-preview-'));
  mkdirSync(join(root, 'dist/assets'), { recursive: true });
  writeFileSync(join(root, 'dist/index.html'), '<p>the app');
  writeFileSync(join(root, 'dist/assets/here-1.js'), 'export {};');
  const server = await preview({
    configFile: false, root, logLevel: 'silent', plugins: [missingAssets()], preview: { host: '127.0.0.1', port: 4573 },
  });
  onCleanup(async () => {
    await server.close();
    rmSync(root, { recursive: true });
  });
  return (path: string) => fetch(new URL(path, server.resolvedUrls?.local[0]));
});

test('an asset that is there is served', async ({ get }) => {
  const answer = await get('/assets/here-1.js');
  expect([answer.status, await answer.text()]).toEqual([200, 'export {};']);
});

test('what is not among the assets is not found, is no page, and is asked for again', async ({ get }) => {
  for (const path of ['/assets/gone-2.js', '/assets/', '/assets/deep/gone.css?v=1', '/assets/%2e%2e%2findex.html']) {
    const answer = await get(path);
    expect(answer.status, path).toBe(404);
    expect(answer.headers.get('cache-control'), path).toBe('no-cache');
    expect(answer.headers.get('content-type'), path).toBe('text/plain');
  }
});

test('every other address is the app', async ({ get }) => {
  expect(await (await get('/c/AAAAAAAAAAAAAAAAAAAAAA')).text()).toBe('<p>the app');
});
