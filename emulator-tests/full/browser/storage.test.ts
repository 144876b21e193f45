/** Browsers that keep nothing, or never say whether they do: whole calls all the same. */
import { expect } from 'vitest';
import { test } from '../../browser/fixtures/call-test.ts';
import { call, type Participant } from '../../participants/participant.ts';

/** Run in a page before anything of its own. */
const BROWSERS = {
  'have no room for a single value': () => {
    Storage.prototype.setItem = () => {
      throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
    };
  },
  'forbid every access to storage, IndexedDB and locks': () => {
    const forbid = (): never => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    };
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB']) Object.defineProperty(window, name, { get: forbid });
    Object.defineProperty(Navigator.prototype, 'locks', { get: forbid });
  },
  'have room for one character, and no IndexedDB': () => {
    const setItem = Storage.prototype.setItem;
    Storage.prototype.setItem = function (key, value) {
      if (value.length > 1) throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
      setItem.call(this, key, value);
    };
    Object.defineProperty(window, 'indexedDB', { value: undefined });
  },
  'never answer for IndexedDB': () => {
    // As one of theirs that nothing comes of.
    IDBFactory.prototype.open = () => new EventTarget() as IDBOpenDBRequest;
  },
  'never answer for locks': () => {
    LockManager.prototype.request = () => new Promise(() => {});
  },
} as const;

async function useBrowsersThat(work: () => void, ...people: readonly Participant[]): Promise<void> {
  for (const { page } of people) await page.addInitScript(work);
}

test.for(Object.entries(BROWSERS))('alice and bob, whose browsers %s, have a whole call', async ([, work], { cast }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  await useBrowsersThat(work, alice, bob);
  await call(alice, bob);
  for (const one of [alice, bob]) expect((await one.sees('Remote video')).frames).toBeGreaterThan(0);
  await bob.clicks('Mute microphone');
  await bob.button('Unmute microphone').waitFor();
  await alice.hangsUp();
  await Promise.all([alice.isTold('You hung up'), bob.isTold('The other person hung up')]);
});

test('bob’s browser answers for IndexedDB at first, and no more when he reloads in mid-call: he is known again, and back in it', async ({ cast }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  await call(alice, bob);
  await useBrowsersThat(BROWSERS['never answer for IndexedDB'], bob);
  await Promise.all([alice.hasStatus('Reconnecting'), bob.reloads()]);
  await Promise.all([alice.isInCall(), bob.isInCall()]);
});
