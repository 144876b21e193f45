/** What carries a file goes, and the file goes on: nothing that was verified is sent again. */
import { expect } from 'vitest';
import { credentialsOf, happens, releases, runsOf } from './file-wire.ts';
import { barOf, bothRead, chats, gives, MIB, saves, sha256Of, test, VERIFIED } from './handing-over.ts';

/** What a sender has on its way at most. */
const WINDOW = 4 * MIB;

test('the connection is lost at 10, 50 and 99 % of a file: each time it goes on from what was verified, and at the end it is', async ({ cast, disk }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  await chats(alice, bob);
  const size = 64 * MIB;
  const film = disk.has('lost.bin', size);
  await happens(alice, { silence: [0.1 * size, 0.99 * size], close: [0.5 * size] });
  await gives(alice, film);
  await bob.clicks('Accept lost.bin');
  await bothRead(VERIFIED, alice, bob);
  expect(await sha256Of(await saves(bob, 'lost.bin'))).toBe(await sha256Of(film));
  const runs = await runsOf(alice);
  expect(runs.map(({ from }) => from % MIB)).toEqual([0, 0, 0, 0]);
  for (const [place, { from }] of runs.entries()) {
    const before = runs[place - 1]?.to ?? 0;
    expect(from).toBeGreaterThanOrEqual(before - WINDOW);
    // The first one's end is beyond a window: none but it begins at the beginning.
    expect(from > 0).toBe(place > 0);
  }
  expect(runs.reduce((sum, { from, to }) => sum + to - from, 0)).toBeLessThanOrEqual(size + 3 * WINDOW);
});

test('ICE is restarted while alice sends: the connection stays, and nothing is sent twice', async ({ cast, disk }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  await chats(alice, bob);
  const steady = disk.has('steady.bin', 8 * MIB);
  await happens(alice, { hold: 2.5 * MIB });
  await gives(alice, steady);
  await bob.clicks('Accept steady.bin');
  await expect.poll(() => barOf(bob, 'steady.bin')).toBe(2 * MIB);
  const before = await credentialsOf(alice);
  await alice.page.evaluate(() => globalThis.dispatchEvent(new Event('online')));
  await expect.poll(() => credentialsOf(alice)).not.toBe(before);
  await releases(alice);
  await bothRead(VERIFIED, alice, bob);
  expect(await runsOf(alice)).toEqual([{ connection: 0, from: 0, to: 8 * MIB }]);
});

test('bob reloads while alice sends, and the file goes on from what he had; what had come before can still be saved', async ({ cast, disk }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  await chats(alice, bob);
  const whole = disk.has('whole.bin', MIB);
  await gives(alice, whole);
  await bob.clicks('Accept whole.bin');
  await bothRead(VERIFIED, alice, bob);
  await happens(alice, { hold: 2.5 * MIB });
  const again = disk.has('again.bin', 12 * MIB);
  await gives(alice, again);
  await bob.clicks('Accept again.bin');
  await expect.poll(() => barOf(bob, 'again.bin')).toBe(2 * MIB);
  await bob.reloads();
  await bob.button('Save again.bin').waitFor();
  await expect.poll(() => alice.page.getByText(VERIFIED).count()).toBe(2);
  expect((await runsOf(alice)).at(-1)).toMatchObject({ from: 2 * MIB, to: 12 * MIB });
  expect(await sha256Of(await saves(bob, 'again.bin'))).toBe(await sha256Of(again));
  expect(await sha256Of(await saves(bob, 'whole.bin'))).toBe(await sha256Of(whole));
});

test('alice reloads while she sends a file that she had chosen: she is asked for it once, another one is refused, and the right one goes on', async ({ cast, disk }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  await chats(alice, bob);
  const mine = disk.has('mine.bin', 8 * MIB);
  await happens(alice, { hold: 2.5 * MIB });
  await gives(alice, mine);
  await bob.clicks('Accept mine.bin');
  await expect.poll(() => Promise.all([alice, bob].map((who) => barOf(who, 'mine.bin')))).toEqual([2 * MIB, 2 * MIB]);
  await alice.reloads();
  await alice.reads('This page was reloaded, and the browser has not kept the file. Choose it again: it goes on from where it was.');
  await bob.reads('The other person is asked to choose the file again. It then goes on from where it was.');
  const choose = async (path: string): Promise<void> => {
    const choosing = alice.page.waitForEvent('filechooser');
    await alice.clicks('Choose the file again: mine.bin');
    await (await choosing).setFiles(path);
  };
  await choose(disk.has('another.bin', 8 * MIB));
  await alice.reads('That is not the same file as mine.bin. Choose the one that you sent.');
  expect(await runsOf(alice)).toEqual([]);
  await choose(mine);
  await bothRead(VERIFIED, alice, bob);
  expect(await runsOf(alice)).toEqual([{ connection: 0, from: 2 * MIB, to: 8 * MIB }]);
  expect(await sha256Of(await saves(bob, 'mine.bin'))).toBe(await sha256Of(mine));
});

test('alice reloads while she sends a file that she had dropped: the browser still has it, and it goes on by itself', async ({ cast, disk }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  await chats(alice, bob);
  const dropped = disk.has('dropped.bin', 8 * MIB);
  await happens(alice, { hold: 2.5 * MIB });
  // As the system tells the browser: the drop has a handle.
  const session = await alice.context.newCDPSession(alice.page);
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) await session.send('Input.dispatchDragEvent', { type, x: 100, y: 100, data: { items: [], files: [dropped], dragOperationsMask: 1 } });
  await bob.clicks('Accept dropped.bin');
  await expect.poll(() => Promise.all([alice, bob].map((who) => barOf(who, 'dropped.bin')))).toEqual([2 * MIB, 2 * MIB]);
  await alice.reloads();
  await bothRead(VERIFIED, alice, bob);
  expect(await runsOf(alice)).toEqual([{ connection: 0, from: 2 * MIB, to: 8 * MIB }]);
  expect(await sha256Of(await saves(bob, 'dropped.bin'))).toBe(await sha256Of(dropped));
});
