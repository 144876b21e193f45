import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { AppError } from './base/errors.ts';
import { silentLogger } from './base/logger.ts';
import { settle } from './base/testing/manual-clock.ts';
import { createClient, type Client } from './client.ts';
import type { ClientConfig } from './client/config.ts';

/** How often the store was connected to, and closed. */
let connected: string[];
vi.mock('./client/firebase/backend.ts', () => ({
  async connectBackend({ firebase }: ClientConfig) {
    connected.push(firebase.projectId);
    return { uid: 'alice', openChannel: () => new Promise(() => {}), close: () => void connected.push('closed') };
  },
}));
// Node is no browser.
vi.mock('./media/devices/browser-features.ts', async (original) => ({ ...(await original<object>()), whyNoCalls: () => undefined }));

const MINE: ClientConfig = { firebase: { projectId: 'mine', apiKey: 'key' } };
const DATA_ONLY = { media: 'none' } as const;

beforeEach(() => {
  connected = [];
});
afterEach(() => vi.restoreAllMocks());

function client(config: ClientConfig | (() => Promise<ClientConfig>) = MINE): Client {
  return createClient(config, { origin: 'https://host', logger: silentLogger });
}

it('nothing is connected to before the first call, and the second uses what the first has', async () => {
  const mine = client();
  await settle();
  expect(connected).toEqual([]);
  const [first, second] = [mine.startCall(DATA_ONLY), mine.startCall(DATA_ONLY)];
  await vi.waitFor(() => expect(connected).toEqual(['mine']));
  expect(first.link).toMatch(/^https:\/\/host\/c\/[\w-]{22}#k=[\w-]{24}$/);
  expect(second.link).not.toBe(first.link);
  mine.close();
});

it('a link is opened as it was given to a person; what is no link, or not all of one, is refused at once', () => {
  const mine = client();
  const { link, callId } = mine.startCall(DATA_ONLY);
  expect(mine.openCall(`Join me: <${link}>`, DATA_ONLY)).toMatchObject({ callId, link });
  for (const text of ['hello', link.slice(0, -3)]) {
    expect(() => mine.openCall(text)).toThrow(AppError);
    expect(() => mine.openCall(text)).toThrow(/^link-incomplete/);
  }
  mine.close();
});

it('a call is hung up without the other one, before there is a store to tell', async () => {
  const mine = client(() => new Promise(() => {}));
  const [first, second] = [mine.startCall(DATA_ONLY), mine.startCall(DATA_ONLY)];
  const seen: string[] = [];
  first.observe(({ state }) => seen.push(state.phase));
  first.hangUp();
  await settle();
  expect([first.view.state, second.view.state.phase, seen]).toEqual([{ phase: 'ended', reason: 'you-hung-up' }, 'preparing', ['ended']]);
  mine.close();
});

it('a configuration that fails ends its call with the reason; the next call asks for it again', async () => {
  const config = vi.fn<() => Promise<ClientConfig>>().mockRejectedValueOnce(new AppError('offline')).mockResolvedValue(MINE);
  const mine = client(config);
  const call = mine.startCall(DATA_ONLY);
  await vi.waitFor(() => expect(call.view.state).toEqual({ phase: 'ended', reason: 'offline' }));
  mine.startCall(DATA_ONLY);
  await vi.waitFor(() => expect(connected).toEqual(['mine']));
  mine.close();
});

it('a closed client has closed its store, tells nothing more of its calls, and makes no others', async () => {
  const mine = client();
  const call = mine.startCall(DATA_ONLY);
  await vi.waitFor(() => expect(connected).toEqual(['mine']));
  let told = 0;
  call.observe(() => told++);
  mine.close();
  await settle();
  expect([connected, told]).toEqual([['mine', 'closed'], 0]);
  expect(() => mine.startCall()).toThrow(/^failed/);
});
