/** A data channel dies, and media go on: the call goes on, and its connection is rebuilt beside the one that stands. */
import { describe, expect, it } from 'vitest';
import type { ChannelData } from '../../peer/channels/channel-kinds.ts';
import type { CallChannel } from '../channels/call-channels.ts';
import { MemoryJournal } from '../channels/journal.ts';
import { HANDOVER_MS, IDLE_ATTEMPT_MS, POLL_MS, SILENCE_MS } from '../machine/timings.ts';
import { CALL_ID, World, type Page } from '../testing/world.ts';

const roundIn = (world: World): number | undefined => world.store.peek(CALL_ID).document?.offer.round;
const open = (world: World): number => world.peers.made.filter(({ isClosed }) => !isClosed).length;

/** Every phase a page goes through from now on, the present one first. */
function storyOf({ session }: Page): string[] {
  const story: string[] = [session.state.phase];
  session.observe(({ state }) => {
    if (story.at(-1) !== state.phase) story.push(state.phase);
  });
  return story;
}

async function talking() {
  const world = new World();
  const pages = await world.call();
  await world.run(2 * POLL_MS); // Long enough to know that media flow.
  return { world, ...pages, stories: [storyOf(pages.alice), storyOf(pages.bob)] };
}

describe('a channel that dies alone', () => {
  it('interrupts no media: another connection takes over, on which the two hear each other again', async () => {
    const { world, alice, bob, stories } = await talking();
    world.peers.network.closeChannels();
    await world.run(2 * POLL_MS + 1_000 + HANDOVER_MS);
    expect([stories, roundIn(world), open(world)]).toEqual([[['connected'], ['connected']], 2, 2]);
    alice.session.tellDevices({ microphone: true, camera: false });
    await world.run(100);
    expect(bob.session.view.remote.isCameraOn).toBe(false);
  });

  it('is replaced later where the store is away at first', async () => {
    const { world, alice, bob, stories } = await talking();
    for (const { faults } of [alice, bob]) faults.isOffline = true;
    world.peers.network.closeChannels();
    await world.run(60_000);
    expect([stories, roundIn(world)]).toEqual([[['connected'], ['connected']], 1]);
    for (const { faults } of [alice, bob]) faults.isOffline = false;
    await world.run(2 * IDLE_ATTEMPT_MS);
    alice.session.dispatch({ type: 'hang-up' });
    await world.run(100);
    expect(bob.state).toMatchObject({ phase: 'ended', reason: 'other-hung-up' });
  });

  it('leaves packets as proof of life: when they stop, too, that is a silence', async () => {
    const { world, alice, bob } = await talking();
    for (const { faults } of [alice, bob]) faults.isOffline = true;
    world.peers.network.closeChannels();
    await world.run(2_000);
    world.peers.network.cut();
    await world.run(SILENCE_MS + POLL_MS);
    expect([alice.state, bob.state]).toMatchObject([{ trouble: 'interrupted' }, { trouble: 'interrupted' }]);
  });
});

describe.each(['chat', 'files'] as const)('a %s channel that dies alone, while the control channel lives,', (kind) => {
  /** A talk in which each side has opened the channel, and what each has heard on it. */
  async function chatting() {
    const talk = await talking();
    const heard = { alice: [] as ChannelData[], bob: [] as ChannelData[] };
    const open = (name: 'alice' | 'bob'): CallChannel => talk[name].session.openChannel(kind, {
      createJournal: () => new MemoryJournal(() => (name === 'alice' ? 'AAECAwQFBgcICQoLDA0ODw' : '__79_Pv6-fj39vX08_Lx8A')),
      onMessage: (data) => heard[name].push(data),
      onBroken: (error) => expect.unreachable(String(error)),
    });
    const channels = { alice: open('alice'), bob: open('bob') };
    await talk.world.run(100);
    return { ...talk, heard, channels };
  }

  it('interrupts no media: another connection takes over, and what was sent meanwhile arrives on it once', async () => {
    const { world, stories, heard, channels } = await chatting();
    channels.alice.send('before');
    await world.run(100);
    world.peers.network.closeChannels([kind]);
    channels.alice.send('meanwhile');
    channels.bob.send('and back');
    await world.run(2 * POLL_MS + 1_000 + HANDOVER_MS);
    expect(heard).toEqual({ alice: ['and back'], bob: ['before', 'meanwhile'] });
    expect([stories, roundIn(world), open(world)]).toEqual([[['connected'], ['connected']], 2, 2]);
    await world.run(2 * IDLE_ATTEMPT_MS);
    expect(roundIn(world)).toBe(2);
  });

  it('is replaced later where the store is away at first', async () => {
    const { world, alice, bob, stories, heard, channels } = await chatting();
    for (const { faults } of [alice, bob]) faults.isOffline = true;
    world.peers.network.closeChannels([kind]);
    channels.alice.send('meanwhile');
    await world.run(60_000);
    expect([stories, roundIn(world), heard.bob]).toEqual([[['connected'], ['connected']], 1, []]);
    for (const { faults } of [alice, bob]) faults.isOffline = false;
    await world.run(2 * IDLE_ATTEMPT_MS);
    expect([stories, heard.bob]).toEqual([[['connected'], ['connected']], ['meanwhile']]);
  });

  it('makes no round of the database count that was not announced', async () => {
    const { world, alice } = await chatting();
    alice.faults.isOffline = true;
    world.peers.network.closeChannels([kind]);
    await world.run(3 * POLL_MS);
    expect(alice.state).not.toHaveProperty('isChannelLost');
  });
});

describe('a page that goes, and is not heard to say so,', () => {
  it('closes the channel and sends no packets: it has left, which is known two looks later', async () => {
    const { world, alice, bob } = await talking();
    bob.close('crash');
    await world.run(2 * POLL_MS + 10);
    expect([alice.state, roundIn(world)]).toMatchObject([{ phase: 'reconnecting', trouble: 'left' }, 1]);
  });
});
