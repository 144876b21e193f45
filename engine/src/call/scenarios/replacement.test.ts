/** A connection beside the one that stands: who may ask for it, when it takes over, and what a restart needs no store for. */
import { describe, expect, it } from 'vitest';
import { formatMessage } from '../channels/message-registry.ts';
import { HANG_UP } from '../ending/departure-messages.ts';
import { NO_EXCHANGE } from '../machine/exchange.ts';
import type { CallState, Exchange } from '../machine/state.ts';
import { PROBE_MS, HANDOVER_MS, IDLE_ATTEMPT_MS, POLL_MS, RETRY_MS, SILENCE_MS, STALE_ANSWER_MS, STILL_SILENCE_MS } from '../machine/timings.ts';
import { CALL_ID, World, type Page } from '../testing/world.ts';
import { transition } from '../machine/transition.ts';

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

describe('a new connection', () => {
  it('takes over without an event on the side that noticed nothing', async () => {
    const world = new World();
    const { alice, bob } = await world.call();
    const story = storyOf(bob);
    const stream = bob.session.view.remote.stream;
    alice.session.dispatch({ type: 'peer-silent' });
    await world.run(1_000);
    expect([roundIn(world), alice.phase, story]).toEqual([2, 'connected', ['connected']]);
    expect(bob.session.view.remote.stream).not.toBe(stream);
  });

  it('leaves the old one open until both have moved, and closed after', async () => {
    const world = new World();
    const { alice } = await world.call();
    alice.session.dispatch({ type: 'peer-silent' });
    await world.run(1_000);
    expect(open(world)).toBe(4);
    await world.run(HANDOVER_MS);
    expect(open(world)).toBe(2);
  });

  it('makes void what still comes over the old one, once both have moved', async () => {
    const world = new World();
    const { alice, bob } = await world.call();
    const [oldOfAlice] = world.peers.made;
    alice.session.dispatch({ type: 'peer-silent' });
    await world.run(1_000);
    expect(oldOfAlice?.send('control', formatMessage(HANG_UP, { reason: 'hung-up' }))).toBe(true);
    await world.run(100);
    expect([alice.phase, bob.phase]).toEqual(['connected', 'connected']);
  });

  it('has the local tracks from the start', async () => {
    const world = new World();
    const { alice } = await world.call();
    const track = Object.assign(new EventTarget(), { kind: 'audio' }) as unknown as MediaStreamTrack;
    alice.session.setTrack('microphone', track);
    alice.session.dispatch({ type: 'peer-silent' });
    await world.run(1_000);
    expect(world.peers.made.filter(({ tracks }) => tracks.get('microphone') === track).length).toBe(2);
  });

  it('that the other side does not take up is given up, while the old one goes on', async () => {
    const world = new World();
    const { alice, bob } = await world.call();
    bob.faults.holdsSnapshots = true;
    // A false alarm: media flows all the while.
    alice.session.dispatch({ type: 'peer-silent' });
    alice.session.dispatch({ type: 'peer-heard', at: world.clock.now() });
    await world.run(1_000);
    expect([alice.phase, bob.phase, open(world)]).toEqual(['connected', 'connected', 3]);
    await world.run(IDLE_ATTEMPT_MS);
    expect([alice.phase, bob.phase, open(world)]).toEqual(['connected', 'connected', 2]);
  });

  it.each(['alice', 'bob'] as const)('that was given up keeps no other from being built as soon as it is needed (%s’s loss)', async (who) => {
    const world = new World();
    const pages = await world.call();
    const { alice, bob } = pages;
    // The other's false alarm; what is made of it is not seen there until both have given up.
    const { session, faults } = who === 'alice' ? bob : alice;
    faults.holdsSnapshots = true;
    session.dispatch({ type: 'peer-silent' });
    session.dispatch({ type: 'peer-heard', at: world.clock.now() });
    await world.run(1_000);
    expect(pages[who].state).toMatchObject({ phase: 'connected', exchange: { round: 2, isAttempting: true } });
    await world.run(IDLE_ATTEMPT_MS);
    faults.holdsSnapshots = false;
    await world.run(IDLE_ATTEMPT_MS);
    expect([alice.phase, bob.phase, open(world)]).toEqual(['connected', 'connected', 2]);
    pages[who].session.dispatch({ type: 'peer-failed' });
    await world.run(RETRY_MS / 5);
    expect([alice.phase, bob.phase, open(world)]).toEqual(['connected', 'connected', 4]);
  });

  it('shows what the other side has said of its devices from its first moment on', async () => {
    const world = new World();
    const { alice, bob } = await world.call();
    bob.session.tellDevices({ microphone: false, camera: false });
    await world.run(100);
    const shown = new Set<string>();
    alice.session.observe(({ remote }) => shown.add(`${remote.isMicrophoneOn} ${remote.isCameraOn}`));
    alice.session.dispatch({ type: 'peer-silent' });
    await world.run(1_000);
    expect([alice.phase, roundIn(world), [...shown]]).toEqual(['connected', 2, ['false false']]);
  });

  it('with another person shows nothing that the former one has sent', async () => {
    const world = new World();
    const { alice, bob } = await world.call();
    bob.session.tellDevices({ microphone: false, camera: false });
    await world.run(100);
    bob.close('goodbye');
    await world.run(1_000);
    alice.session.dispatch({ type: 'let-in' });
    await world.run(1_000);
    expect([alice.phase, alice.session.view.remote]).toMatchObject(['ringing', { isMicrophoneOn: true, isCameraOn: true }]);
  });

  it('is built once when both sides hear nothing at the same moment', async () => {
    const world = new World();
    const { alice, bob } = await world.call();
    world.peers.network.fail();
    await world.run(3_000);
    expect([alice.phase, bob.phase, roundIn(world)]).toEqual(['connected', 'connected', 2]);
  });
});

describe('a side that is told of a new connection while it hears well', () => {
  const connected = (exchange: Partial<Exchange>): CallState => ({
    phase: 'connected', role: 'caller', since: 1, isInterrupted: false, exchange: { ...NO_EXCHANGE, round: 1, ...exchange },
  });
  const asked = (state: CallState, round: number): readonly string[] =>
    transition(state, { type: 'round-announced', round }).effects.map(({ type }) => type);

  it('opens its way to the store anew, once: its own way out may have moved', () => {
    const first = transition(connected({}), { type: 'round-announced', round: 2 });
    expect(first.effects.map(({ type }) => type)).toEqual(['refresh', 'look-again']);
    expect(asked(first.state, 2)).toEqual(['look-again']);
  });

  it('doesn’t for a round that it began or asked for itself, or that can’t be the next', () => {
    const own = [connected({ offerInFlight: { round: 2, freesSeat: false } }), connected({ requestedRound: 2 })];
    expect(own.map((state) => asked(state, 2))).toEqual([['look-again'], ['look-again']]);
    expect([asked(connected({}), 1), asked(connected({}), 3)]).toEqual([['look-again'], ['look-again']]);
  });
});

describe('a path that carries nothing', () => {
  it('is noticed within two seconds, long before a browser says so', async () => {
    const world = new World();
    const { alice, bob } = await world.call();
    world.peers.network.cut();
    await world.run(SILENCE_MS + 2 * POLL_MS);
    expect([alice.phase, bob.phase]).toEqual(['reconnecting', 'reconnecting']);
  });
});

describe('a network that may have changed', () => {
  it.each(['alice', 'bob'] as const)('(%s\'s) costs no write where the path carries: ICE is restarted over the channel', async (who) => {
    const world = new World();
    const pages = await world.call();
    const stories = [storyOf(pages.alice), storyOf(pages.bob)];
    pages[who].session.dispatch({ type: 'network-changed' });
    await world.run(5_000);
    expect([roundIn(world), world.peers.made.length, stories]).toEqual([1, 2, [['connected'], ['connected']]]);
    expect(world.peers.made.map(({ restarts }) => restarts)).toEqual([1, 1]);
  });

  it('is not waited for where it carries nothing', async () => {
    const world = new World();
    const { alice } = await world.call();
    world.peers.network.cut();
    alice.session.dispatch({ type: 'network-changed' });
    await world.run(2 * POLL_MS + 200);
    expect(alice.phase).toBe('reconnecting');
  });
});

describe('a callee who goes between connection and channel, unheard,', () => {
  /** alice's browser has connected to a page that is gone since, and nothing told her. */
  async function connectedToNobody() {
    const world = new World();
    world.peers.network.channelMs = 60_000;
    const { alice, bob } = await world.call();
    expect([alice.phase, bob.phase]).toEqual(['connected', 'connected']);
    return { world, alice, bob };
  }

  it('is in the call again within two seconds of coming back', async () => {
    const { world, alice, bob } = await connectedToNobody();
    world.peers.network.channelMs = 0;
    const back = await bob.reload('crash');
    await world.run(2_000);
    expect([alice.phase, back.phase, roundIn(world)]).toEqual(['connected', 'connected', 2]);
  });

  it('is missed without a message', async () => {
    const { world, alice, bob } = await connectedToNobody();
    bob.close('crash');
    await world.run(STILL_SILENCE_MS + 2 * POLL_MS);
    expect(alice.phase).toBe('reconnecting');
  });

  it('is doubted at once where the store says that the page went', async () => {
    const { world, alice, bob } = await connectedToNobody();
    bob.close('goodbye');
    await world.run(PROBE_MS + 2 * POLL_MS);
    expect(alice.state).toMatchObject({ phase: 'reconnecting', trouble: 'left' });
  });
});

describe('while media flows, the database alone', () => {
  it('makes the caller build nothing', async () => {
    const world = new World();
    const { alice } = await world.call();
    const stored = world.store.peek(CALL_ID);
    if (!stored.document) throw new Error('the call stands');
    world.store.put({ ...stored, document: { ...stored.document, wanted: { round: 2 } } });
    await world.run(5_000);
    expect([alice.phase, roundIn(world), world.peers.made.length]).toEqual(['connected', 1, 2]);
  });

  it('is believed again as soon as it does not', async () => {
    const world = new World();
    const { alice, bob } = await world.call();
    const stored = world.store.peek(CALL_ID);
    if (!stored.document) throw new Error('the call stands');
    world.store.put({ ...stored, document: { ...stored.document, wanted: { round: 2 } } });
    await world.run(1_000);
    world.peers.network.fail();
    await world.run(3_000);
    expect([alice.phase, bob.phase, roundIn(world)]).toEqual(['connected', 'connected', 2]);
  });
});

describe('where people carry the offer and its answer', () => {
  it('the connection is given all the time: the channel can’t carry another offer', async () => {
    const world = new World();
    const alice = await world.caller('alice', { isByHand: true });
    const bob = await world.visitor();
    world.peers.network.cut();
    bob.session.dispatch({ type: 'join' });
    await world.run(STALE_ANSWER_MS + 7_000);
    expect(alice.phase).toBe('connecting');
    world.peers.network.restore();
    await world.run(1_000);
    expect([alice.phase, bob.phase, roundIn(world), world.peers.made.length]).toEqual(['connected', 'connected', 1, 2]);
  });

  it('another network keeps the offer, which a person may be carrying', async () => {
    const world = new World();
    const alice = await world.caller('alice', { isByHand: true });
    alice.session.dispatch({ type: 'network-changed' });
    await world.run(10_000);
    expect([alice.phase, roundIn(world), open(world)]).toEqual(['ringing', 1, 1]);
  });
});
