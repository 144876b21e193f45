/** The control channel dies, and media go on: neither side has left. */
import { expect } from 'vitest';
import { test } from './fixtures/call-test.ts';
import { ALICE, BOB } from '../participants/cast.ts';
import { call, type Participant } from '../participants/participant.ts';
import { expectPicture } from '../participants/seen-and-heard.ts';
import { statusesOf } from '../participants/statuses.ts';

/** The page's control channels, one a connection, kept where the test can close them. */
async function keepChannels({ page }: Participant): Promise<void> {
  await page.addInitScript(() => {
    const kept: RTCDataChannel[] = [];
    Object.assign(globalThis, { channels: kept });
    const { prototype } = RTCPeerConnection;
    const make = prototype.createDataChannel;
    prototype.createDataChannel = function createDataChannel(...options) {
      const channel = make.apply(this, options);
      if (channel.label === 'control') kept.push(channel);
      return channel;
    };
  });
}

/** How many are open. `closed`: those are closed now. */
function openChannels({ page }: Participant, how: 'left' | 'closed'): Promise<number> {
  return page.evaluate((closes) => {
    const { channels } = globalThis as unknown as { readonly channels: readonly RTCDataChannel[] };
    const open = channels.filter(({ readyState }) => readyState === 'open');
    if (closes) for (const channel of open) channel.close();
    return open.length;
  }, how === 'closed');
}

test('alice’s control channel dies while she and bob see each other: neither screen says so, and over another connection bob hears that she hangs up', async ({ cast }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  await Promise.all([alice, bob].map(keepChannels));
  await call(alice, bob);
  const heard = await Promise.all([alice, bob].map(statusesOf));
  const pictures = (): Promise<unknown> => Promise.all([expectPicture(alice, 'Remote video', BOB), expectPicture(bob, 'Remote video', ALICE)]);
  await pictures();
  expect(await openChannels(alice, 'closed')).toBe(1);
  await expect.poll(() => Promise.all([alice, bob].map((one) => openChannels(one, 'left')))).toEqual([1, 1]);
  await pictures();
  expect(heard.map((said) => said())).toEqual([['Connected'], ['Connected']]);
  await alice.hangsUp();
  await bob.isTold('The other person hung up');
});
