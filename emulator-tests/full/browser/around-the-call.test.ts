/** What the page does around a call besides drawing it. */
import { expect } from 'vitest';
import { test } from '../../browser/call-test.ts';
import type { Participant } from '../../browser/participant.ts';

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
