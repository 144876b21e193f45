import { createServer as createHttpServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';
import { expect, test as base } from 'vitest';
import { proxiesFor } from './one-origin.ts';

/** An emulator that says who it is, and the dev server in front of three of it. */
// oxlint-disable-next-line no-empty-pattern -- Vitest reads from the pattern what a fixture needs
const test = base.extend('ask', { scope: 'file' }, async ({}, { onCleanup }) => {
  const emulators = await Promise.all(['auth', 'firestore', 'functions'].map(async (name) => {
    const server = createHttpServer((request, response) => response.end(`${name} ${request.method} ${request.url}`));
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return { server, url: `http://127.0.0.1:${address.port}` };
  }));
  const [auth, firestore, functions] = emulators.map(({ url }) => url);
  const vite = await createServer({
    configFile: false, root: fileURLToPath(new URL('..', import.meta.url)), logLevel: 'silent', optimizeDeps: { noDiscovery: true },
    server: {
      host: '127.0.0.1', port: 5473, hmr: false, watch: null,
      proxy: proxiesFor({ projectId: 'demo-x', emulators: { auth: auth ?? '', firestore: firestore ?? '', functions: functions ?? '' } }),
    },
  });
  await vite.listen();
  onCleanup(async () => {
    await vite.close();
    for (const { server } of emulators) server.close();
  });
  return (path: string, init?: RequestInit) => fetch(new URL(path, vite.resolvedUrls?.local[0]), init);
});

test('what the app asks is answered by the emulator that it is for', async ({ ask }) => {
  const paths = {
    '/identitytoolkit.googleapis.com/v1/accounts:signUp?key=k': 'auth', '/securetoken.googleapis.com/v1/token?key=k': 'auth',
    '/google.firestore.v1.Firestore/Listen/channel?VER=8': 'firestore', '/v1/projects/demo-x/databases/(default)/documents:commit': 'firestore',
    '/demo-x/us-central1/mintTurnCredentials': 'functions',
  };
  for (const [path, name] of Object.entries(paths)) expect(await (await ask(path, { method: 'POST' })).text()).toBe(`${name} POST ${path}`);
});

test('what only tests ask of emulators, and another project’s, gets the app or nothing', async ({ ask }) => {
  for (const path of ['/emulator/v1/projects/demo-x/databases/(default)/documents', '/emulator/v1/projects/demo-x/accounts', '/v1/projects/other/databases/', '/functions/projects/demo-x/triggers/t']) {
    expect(await (await ask(path, { method: 'DELETE' })).text(), path).not.toMatch(/^(auth|firestore|functions) /);
  }
});

test('an administrator of the emulators has no rights here', async ({ ask }) => {
  const asked = (authorization: string) => ask('/v1/projects/demo-x/databases/(default)/documents/calls', { headers: { authorization } });
  expect((await asked('Bearer owner')).status).toBe(404);
  expect((await asked('bearer OWNER')).status).toBe(404);
  expect(await (await asked('Bearer token')).text()).toMatch(/^firestore GET/);
});
