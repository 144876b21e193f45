/** Each way of making a call, in a person's steps: start, share a link, open it, join. */
import type { Page } from 'playwright-core';
import { OPEN_PROJECT, type Place } from './grounds.ts';

export interface Contestant {
  readonly name: string;
  /** Whether both sides have to be pages of one context: they speak over a channel that doesn't leave it. */
  readonly sharesContext: boolean;
  /** Writes to a store; undefined where there is none. */
  start(caller: Page, place: Place): Promise<string>;
  /** Resolves when the callee has all that it gets before the click. */
  untilReady(callee: Page): Promise<void>;
  /** As a person ends it; the tutorials' pages are just closed. */
  end?(caller: Page): Promise<void>;
}

const PATIENCE_MS = 20_000;

const page = (name: string, more: (place: Place) => Readonly<Record<string, string>>, sharesContext = false): Contestant => ({
  name,
  sharesContext,
  async start(caller, place) {
    const query = new URLSearchParams({ role: 'caller', ...more(place) });
    await caller.goto(`${place.pages}/${name}.html?${query.toString()}`);
    const link = await caller.locator('#link').textContent({ timeout: PATIENCE_MS });
    return `${place.pages}${link ?? ''}`;
  },
  async untilReady(callee) {
    await callee.getByRole('button', { name: 'Join call' }).waitFor({ timeout: PATIENCE_MS });
  },
});

export const LIMIT = page('limit', () => ({}), true);
export const CODELAB = page('codelab', ({ firestorePort }) => ({ project: OPEN_PROJECT, firestore: String(firestorePort) }));
export const PEERJS = page('peerjs', ({ peerServerPort }) => ({ server: String(peerServerPort) }));

const firelink = (name: string, urlAt: (place: Place) => string): Contestant => ({
  name,
  sharesContext: false,
  async start(caller, place) {
    await caller.goto(urlAt(place));
    await caller.getByRole('button', { name: 'Start a call' }).click();
    await caller.getByText('Waiting for someone to open the link').waitFor({ timeout: PATIENCE_MS });
    return caller.getByRole('textbox', { name: 'Call link' }).inputValue();
  },
  async untilReady(callee) {
    await callee.waitForFunction(() => performance.getEntriesByName('firelink:offer-read').length > 0, undefined, { timeout: PATIENCE_MS });
  },
  async end(caller) {
    await caller.getByRole('button', { name: 'Hang up', exact: true }).click();
  },
});

export const FIRELINK = firelink('firelink', ({ app }) => app);
/** Another version of Firelink's page, on the same emulators. */
export const BEFORE = firelink('before', ({ before }) => {
  if (before === undefined) throw new Error('no version before was built');
  return before;
});

export const CONTESTANTS: readonly Contestant[] = [LIMIT, CODELAB, PEERJS, FIRELINK];
