/** What the page does around a call besides drawing it. */
import { expect } from 'vitest';
import { test } from '../../browser/fixtures/call-test.ts';
import type { Participant } from '../../participants/participant.ts';

/** In the page: keeps every screen lock that the system has given. */
function keepLocks(): void {
  const request = navigator.wakeLock.request.bind(navigator.wakeLock);
  const locks: WakeLockSentinel[] = [];
  Object.assign(globalThis, { screenLocks: locks });
  navigator.wakeLock.request = async (type) => {
    const lock = await request(type);
    locks.push(lock);
    return lock;
  };
}

/** How many locks hold the screen on, once it is so many. */
async function holdsScreen({ page }: Participant, count: number): Promise<void> {
  const held = (): Promise<number> =>
    page.evaluate(() => (globalThis as unknown as { screenLocks: WakeLockSentinel[] }).screenLocks.filter(({ released }) => !released).length);
  await expect.poll(held).toBe(count);
}

test('the screen is kept on while alice waits and while the two talk, and goes its own way after the end', async ({ cast }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  for (const { page } of [alice, bob]) await page.addInitScript(keepLocks);
  const link = await alice.startsCall();
  await holdsScreen(alice, 1);
  await bob.opensLink(link);
  await bob.isAtTheDoor();
  await holdsScreen(bob, 0);
  await bob.joins();
  await Promise.all([alice.isInCall(), bob.isInCall()]);
  await Promise.all([holdsScreen(alice, 1), holdsScreen(bob, 1)]);
  await alice.hangsUp();
  await bob.isTold('The other person hung up');
  await Promise.all([holdsScreen(alice, 0), holdsScreen(bob, 0)]);
});

interface Announced {
  readonly sounds: string[];
  readonly notices: { readonly text: string; isClosed: boolean; press(): void }[];
}

/** In the page: a person who has allowed notifications, and the sounds and notifications made. A headless browser shows none. */
function keepAnnouncements(): void {
  const announced: Announced = { sounds: [], notices: [] };
  class Notification extends EventTarget {
    static permission = 'granted';
    readonly #shown: Announced['notices'][number];
    constructor(title: string, { body = '' }: NotificationOptions = {}) {
      super();
      this.#shown = { text: title + body, isClosed: false, press: () => this.dispatchEvent(new Event('click')) };
      announced.notices.push(this.#shown);
    }
    close(): void {
      this.#shown.isClosed = true;
    }
  }
  const { close } = AudioContext.prototype;
  AudioContext.prototype.close = function (this: AudioContext) {
    announced.sounds.push(`${this.state} for ${this.currentTime >= 0.5 ? 'half a second or more' : 'too short a time'}`);
    return close.call(this);
  };
  Object.assign(globalThis, { announced, Notification });
}

const announcedTo = ({ page }: Participant): Promise<Announced> => page.evaluate(() => (globalThis as unknown as { announced: Announced }).announced);

/** The page is hidden, or seen again, as far as it can tell: a headless browser hides none. */
async function turns({ page }: Participant, visibilityState: DocumentVisibilityState): Promise<void> {
  await page.evaluate((value) => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, value });
    document.dispatchEvent(new Event('visibilitychange'));
  }, visibilityState);
}

/** What the tab shows. */
const tabOf = ({ page }: Participant): Promise<readonly [title: string, icon: string]> =>
  page.evaluate(() => [document.title, new URL(document.querySelector<HTMLLinkElement>('link[rel=icon]')?.href ?? '').pathname] as const);

test('bob joins while alice, who waits, looks elsewhere: title, icon, a sound and a notification tell her, until she looks', async ({ cast, stack }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  await alice.page.addInitScript(keepAnnouncements);
  const link = await alice.startsCall();
  await alice.reads('A notification will tell you when someone joins.');
  await expect.poll(() => tabOf(alice)).toEqual(['Waiting – Firelink', '/icon.svg']);
  await turns(alice, 'hidden');
  await bob.joinsFrom(link);
  await Promise.all([alice.isInCall(), bob.isInCall()]);
  await expect.poll(() => tabOf(alice)).toEqual(['● Someone joined – Firelink', '/icon-attention.svg']);
  expect((await alice.page.request.get(`${stack.url}/icon-attention.svg`)).headers()['content-type']).toContain('image/svg+xml');
  await expect.poll(async () => (await announcedTo(alice)).sounds).toEqual(['running for half a second or more']);
  expect((await announcedTo(alice)).notices).toMatchObject([{ text: 'Someone joined your call', isClosed: false }]);
  await turns(alice, 'visible');
  expect(await tabOf(alice)).toEqual(['In a call – Firelink', '/icon.svg']);
  expect((await announcedTo(alice)).notices).toMatchObject([{ isClosed: true }]);
  expect(await tabOf(bob), 'bob has joined himself').toEqual(['In a call – Firelink', '/icon.svg']);
  await alice.hangsUp();
  await bob.isTold('The other person hung up');
  expect((await tabOf(bob))[0]).toBe('Call ended – Firelink');
  await bob.clicks('Back to the start');
  expect((await tabOf(bob))[0]).toBe('Firelink');
});
