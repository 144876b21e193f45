/** A call without sound or picture: words over its channels are all that tells of the other page. */
import { expect, it } from 'vitest';
import type { ChannelData } from '../../peer/channels/channel-kinds.ts';
import { DISCONNECTED_MS } from '../../peer/testing/fake-network.ts';
import type { CallChannel } from '../channels/call-channels.ts';
import { MemoryJournal } from '../channels/journal.ts';
import { LEAVE_MS, POLL_MS, RETRY_MS, STILL_SILENCE_MS } from '../machine/timings.ts';
import { World, type Page } from '../testing/world.ts';

async function chatting() {
  const world = new World();
  world.peers.network.hasSound = false;
  const pages = await world.call();
  await world.run(2 * POLL_MS);
  return { world, ...pages };
}

it('with every channel dead, a path that comes back makes no call of it', async () => {
  const { world, alice, bob } = await chatting();
  world.peers.network.closeChannels();
  await world.run(1_000);
  expect([alice.state, bob.state]).toMatchObject([{ trouble: 'left' }, { trouble: 'left' }]);
  world.peers.network.cut();
  await world.run(DISCONNECTED_MS + 1_000);
  world.peers.network.restore();
  await world.run(1_000);
  expect([alice.phase, bob.phase]).toEqual(['reconnecting', 'reconnecting']);
  await world.run(LEAVE_MS);
  expect([alice.state, bob.state]).toMatchObject([{ reason: 'other-left' }, { reason: 'other-left' }]);
});

it('a path that comes back to a page that sleeps is a silence again', async () => {
  const { world, alice, bob } = await chatting();
  bob.life.freeze();
  await world.run(STILL_SILENCE_MS + 2 * POLL_MS);
  expect(alice.phase).toBe('reconnecting');
  world.peers.network.cut();
  await world.run(DISCONNECTED_MS + 1_000);
  world.peers.network.restore();
  await world.run(10);
  expect(alice.phase).toBe('connected');
  await world.run(STILL_SILENCE_MS + 2 * POLL_MS);
  expect(alice.phase).toBe('reconnecting');
  bob.life.thaw();
  await world.run(20_000);
  expect([alice.phase, bob.phase]).toEqual(['connected', 'connected']);
});

it('a callee that is reloaded is seen coming back, though the caller’s listener has died without a word', async () => {
  const { world, alice, bob } = await chatting();
  alice.faults.holdsSnapshots = true;
  const back = await bob.reload();
  await world.run(RETRY_MS - 500);
  expect(alice.state).toMatchObject({ trouble: 'left' });
  await world.run(1_000);
  expect(alice.state).toMatchObject({ trouble: 'resuming' });
  // The new listener, which the memory store has no other word for.
  alice.faults.holdsSnapshots = false;
  await world.run(RETRY_MS);
  expect([alice.phase, back.phase]).toEqual(['connected', 'connected']);
});

it('what is sent to a page that has left waits, and arrives at the one that comes back; what the page says that had not left after all does, too', async () => {
  const { world, alice, bob } = await chatting();
  const [flows, heard]: [boolean[], ChannelData[]] = [[], []];
  const open = (page: Page, onMessage: (data: ChannelData) => void, onFlow: (isFlowing: boolean) => void = () => {}): CallChannel => (
    page.session.openChannel('chat', { createJournal: () => new MemoryJournal(() => `${page.browser.uid}-${flows.length}`.padEnd(22, 'A')), onMessage, onFlow, onBroken: (error) => expect.unreachable(String(error)) })
  );
  const alices = open(alice, (data) => heard.push(data), (isFlowing) => flows.push(isFlowing));
  const bobs = open(bob, () => {});
  await world.run(100);
  // He says that he goes, and goes on.
  bob.session.leave();
  await world.run(20);
  expect([alice.state, flows]).toMatchObject([{ trouble: 'left' }, [true, false]]);
  bobs.send('I am here');
  await world.run(POLL_MS * 3);
  expect([alice.phase, alices.isFlowing, heard]).toEqual(['connected', true, ['I am here']]);
  const back = await bob.reload();
  await world.run(20);
  expect(alices.isFlowing).toBe(false);
  alices.send('Welcome back');
  const hears: ChannelData[] = [];
  open(back, (data) => hears.push(data));
  await world.run(5_000);
  expect([alice.phase, back.phase, hears]).toEqual(['connected', 'connected', ['Welcome back']]);
});
