import { fileURLToPath } from 'node:url';
import { createServer, type ViteDevServer } from 'vite';
import { afterEach, expect, test } from 'vitest';
import { INIT_JSON_PATH, initJson } from './init-json.ts';

let server: ViteDevServer | undefined;
afterEach(() => server?.close());

async function get(path: string, env: NodeJS.ProcessEnv): Promise<Response> {
  server = await createServer({
    configFile: false,
    root: fileURLToPath(new URL('..', import.meta.url)),
    logLevel: 'silent',
    optimizeDeps: { noDiscovery: true },
    plugins: [initJson(env)],
    // Vite takes the next port where this one is taken.
    server: { host: '127.0.0.1', port: 5373, hmr: false, watch: null },
  });
  await server.listen();
  return await fetch(new URL(path, server.resolvedUrls?.local[0]));
}

test('the web configuration is what the variable holds', async () => {
  const answer = await get(INIT_JSON_PATH, { FIRELINK_INIT_JSON: '{"projectId":"demo-x"}' });
  expect(answer.headers.get('content-type')).toBe('application/json');
  expect(await answer.json()).toEqual({ projectId: 'demo-x' });
});

test('without the variable the configuration is not found, rather than a page', async () => {
  expect((await get(INIT_JSON_PATH, {})).status).toBe(404);
});

test('a call’s address gets the app', async () => {
  expect(await (await get('/c/AAAAAAAAAAAAAAAAAAAAAA', {})).text()).toContain('<firelink-app>');
});
