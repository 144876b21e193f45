import { afterEach, expect, it, vi } from 'vitest';
import { appConfig } from './app-config.ts';

afterEach(() => vi.unstubAllGlobals());

it('a site in trouble is unavailable, and is asked again; one without a configuration is one that was set up wrongly', async () => {
  let answer = new Response('busy', { status: 503 });
  vi.stubGlobal('navigator', { onLine: true });
  vi.stubGlobal('fetch', async () => answer.clone());
  await expect(appConfig()).rejects.toMatchObject({ failure: 'unavailable' });
  answer = new Response('', { status: 404 });
  await expect(appConfig()).rejects.toMatchObject({ failure: 'failed' });
  answer = Response.json({ projectId: 'one', apiKey: 'key', firelink: { emulators: { firestore: '127.0.0.1:1' } } });
  expect((await appConfig()).firebase).toEqual({ projectId: 'one', apiKey: 'key' });
});
