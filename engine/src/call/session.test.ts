import { describe, expect, it } from 'vitest';
import { LEASE_MS } from '#protocol/lifetimes.ts';
import { GIVE_UP_MS, LEAVE_MS } from './machine/timings.ts';
import { CALL_ID, World, type Page } from './testing/world.ts';

const reasonOf = (page: Page): string | undefined => (page.state.phase === 'ended' ? page.state.reason : undefined);
const troubleOf = (page: Page): string | undefined => (page.state.phase === 'reconnecting' ? page.state.trouble : undefined);

describe('a call', () => {
  it('rings, is answered, connects, and ends for both when bob hangs up', async () => {
    const world = new World();
    const { alice, bob } = await world.call();
    expect([alice.phase, bob.phase]).toEqual(['connected', 'connected']);
    bob.session.dispatch({ type: 'hang-up' });
    await world.run(2_000);
    expect([reasonOf(alice), reasonOf(bob)]).toEqual(['other-hung-up', 'you-hung-up']);
    expect(world.store.peek(CALL_ID).document?.ended).toMatchObject({ by: 'callee', reason: 'hung-up' });
  });

  it('leaves no timer behind once it has ended', async () => {
    const world = new World();
    const { alice } = await world.call();
    alice.session.dispatch({ type: 'hang-up' });
    await world.run(60_000);
    expect(world.clock.pending).toBe(0);
    expect(world.peers.made.every((peer) => peer.isClosed)).toBe(true);
  });

  it('shows the link to the caller alone, and only once it can be opened', async () => {
    const world = new World();
    const alice = world.page(world.browser('alice'));
    alice.session.dispatch({ type: 'start' });
    expect(alice.session.view.link).toBeUndefined();
    await world.run(1_000);
    expect(alice.session.view.link).toBe('https://test/c/link');
    expect((await world.visitor()).session.view.link).toBeUndefined();
  });

  it('tells each side what the other\'s devices do', async () => {
    const world = new World();
    const { alice, bob } = await world.call();
    bob.session.tellDevices({ microphone: false, camera: true });
    await world.run(100);
    expect(alice.session.view.remote).toMatchObject({ isMicrophoneOn: false, isCameraOn: true });
  });

  it('shows both the same spoken code, which a rebuilt connection keeps', async () => {
    const world = new World();
    const { alice, bob } = await world.call();
    const { code } = alice.session.view;
    expect(code).toMatch(/^\d{6}$/);
    expect(bob.session.view.code).toBe(code);
    bob.session.dispatch({ type: 'peer-failed' });
    await world.run(3_000);
    expect(world.store.peek(CALL_ID).document?.offer.round).toBe(2);
    expect([alice.session.view.code, bob.session.view.code]).toEqual([code, code]);
  });

  it('shows the code also where the two are connected before the caller’s page hears that the answer stands', async () => {
    const world = new World();
    world.peers.network.hearsLateMs = 500;
    const { alice, bob } = await world.call();
    expect(alice.session.view.code).toMatch(/^\d{6}$/);
    expect(bob.session.view.code).toBe(alice.session.view.code);
  });

  it('is extended while the two talk, and outlives its first lease', async () => {
    const world = new World();
    const { alice, bob } = await world.call();
    await world.run(LEASE_MS + 4 * 3_600_000);
    expect([alice.phase, bob.phase]).toEqual(['connected', 'connected']);
    expect(world.store.peek(CALL_ID).document?.expiresAt).toBeGreaterThan(world.clock.now());
  }); // 26 hours of heartbeats.

  it('without an answer ends with its lease', async () => {
    const world = new World();
    const alice = await world.caller();
    await world.run(LEASE_MS);
    expect(reasonOf(alice)).toBe('expired');
  });
});

describe('a caller', () => {
  it('is told that bob declined', async () => {
    const world = new World();
    const alice = await world.caller();
    const bob = await world.visitor();
    bob.session.dispatch({ type: 'decline' });
    await world.run(1_000);
    expect([reasonOf(alice), reasonOf(bob)]).toEqual(['declined', 'you-declined']);
  });

  it('that bob declines is over for carol, who was at its door too', async () => {
    const world = new World();
    await world.caller();
    const [bob, carol] = [await world.visitor(), await world.visitor()];
    bob.session.dispatch({ type: 'decline' });
    await world.run(1_000);
    expect([reasonOf(bob), reasonOf(carol)]).toEqual(['you-declined', 'over']);
  });

  it('who reloads while waiting keeps the link', async () => {
    const world = new World();
    const alice = await (await world.caller()).reload();
    await world.run(1_000);
    expect(alice.phase).toBe('ringing');
    const bob = await world.visitor();
    bob.session.dispatch({ type: 'join' });
    await world.run(1_000);
    expect([alice.phase, bob.phase]).toEqual(['connected', 'connected']);
  });

  it.each(['goodbye', 'crash'] as const)('who reloads in the call (%s) is back in it', async (how) => {
    const world = new World();
    const { alice, bob } = await world.call();
    const again = await alice.reload(how);
    await world.run(3_000);
    expect([again.phase, bob.phase]).toEqual(['connected', 'connected']);
  });

  it('who opens her own link in a second tab comes to the lobby, and may call herself', async () => {
    const world = new World();
    const alice = await world.caller();
    const second = await world.visitor(alice.browser);
    expect(second.phase).toBe('answering');
    second.session.dispatch({ type: 'join' });
    await world.run(1_000);
    expect([alice.phase, second.phase]).toEqual(['connected', 'connected']);
  });

  it('whose network changes while she waits offers anew', async () => {
    const world = new World();
    const alice = await world.caller();
    alice.session.dispatch({ type: 'network-changed' });
    await world.run(1_000);
    expect(world.store.peek(CALL_ID).document?.offer.round).toBe(2);
    expect(alice.phase).toBe('ringing');
  });

  it('lets another person in for one who has left', async () => {
    const world = new World();
    const { alice, bob } = await world.call();
    bob.close('goodbye');
    await world.run(1_000);
    expect(troubleOf(alice)).toBe('left');
    alice.session.dispatch({ type: 'let-in' });
    await world.run(1_000);
    expect(alice.phase).toBe('ringing');
    const carol = await world.visitor(world.browser('carol'));
    carol.session.dispatch({ type: 'join' });
    await world.run(1_000);
    expect([alice.phase, carol.phase]).toEqual(['connected', 'connected']);
  });

  it('who could not write her offer is told why', async () => {
    const world = new World();
    const alice = world.page(world.browser('alice'));
    alice.faults.isOffline = true;
    alice.session.dispatch({ type: 'start' });
    await world.run(30_000);
    expect(reasonOf(alice)).toBe('offline');
  });

  it('whose commit\'s reply is lost finds that it landed', async () => {
    const world = new World();
    const alice = world.page(world.browser('alice'));
    alice.faults.loseNext({ landed: true });
    alice.session.dispatch({ type: 'start' });
    await world.run(2_000);
    expect(alice.phase).toBe('ringing');
  });
});

describe('a callee', () => {
  it.each(['goodbye', 'crash'] as const)('who reloads in the call (%s) is back in it', async (how) => {
    const world = new World();
    const { alice, bob } = await world.call();
    const again = await bob.reload(how);
    await world.run(3_000);
    expect([alice.phase, again.phase]).toEqual(['connected', 'connected']);
  });

  it('whose claim crosses a new offer is connected, and never told "full"', async () => {
    const world = new World();
    const alice = await world.caller();
    const bob = await world.visitor();
    alice.faults.delayMs = 40;
    bob.faults.delayMs = 90;
    alice.session.dispatch({ type: 'network-changed' });
    await world.run(420);
    bob.session.dispatch({ type: 'join' });
    await world.run(5_000);
    expect([alice.phase, bob.phase]).toEqual(['connected', 'connected']);
    expect(world.store.peek(CALL_ID).document?.offer.round).toBeGreaterThan(1);
  });

  it('whose claim\'s reply is lost is in the call all the same', async () => {
    const world = new World();
    const alice = await world.caller();
    const bob = await world.visitor();
    bob.faults.loseNext({ landed: true });
    bob.session.dispatch({ type: 'join' });
    await world.run(3_000);
    expect([alice.phase, bob.phase]).toEqual(['connected', 'connected']);
  });

  it('whose store is away when she joins keeps the lobby, is told, and can try again', async () => {
    const world = new World();
    const alice = await world.caller();
    const bob = await world.visitor();
    bob.faults.isOffline = true;
    bob.session.dispatch({ type: 'join' });
    await world.run(30_000);
    expect(bob.state).toMatchObject({ phase: 'answering', isJoining: false, problem: 'offline' });
    bob.faults.isOffline = false;
    bob.session.dispatch({ type: 'join' });
    await world.run(3_000);
    expect([alice.phase, bob.phase]).toEqual(['connected', 'connected']);
  });

  it('who answers a caller that sleeps waits for her, and is connected when she wakes', async () => {
    const world = new World();
    const alice = await world.caller();
    alice.close('crash');
    const bob = await world.visitor();
    bob.session.dispatch({ type: 'join' });
    await world.run(3_600_000);
    expect(troubleOf(bob)).toBe('silent');
    const again = await alice.reload();
    await world.run(5_000);
    expect([again.phase, bob.phase]).toEqual(['connected', 'connected']);
  });

  it('a goodbye is said to the other page where there is a way to it, else it is written down', async () => {
    const world = new World();
    const { alice, bob } = await world.call();
    expect(bob.session.leave()).toBe(true);
    await world.run(100);
    expect([alice.phase, world.store.peek(CALL_ID).document?.away]).toEqual(['reconnecting', {}]);
    const other = new World();
    const waiting = await other.caller();
    expect(waiting.session.leave()).toBe(false);
    await other.run(100);
    expect(other.store.peek(CALL_ID).document?.away).toMatchObject({ caller: 1 });
  });

  it('who leaves the lobby changes nothing', async () => {
    const world = new World();
    const alice = await world.caller();
    const bob = await world.visitor();
    bob.session.dispatch({ type: 'hang-up' });
    await world.run(1_000);
    expect([alice.phase, world.store.peek(CALL_ID).document?.callee]).toEqual(['ringing', '']);
  });
});

describe('a connection', () => {
  it('that is cut for a while comes back, and the call with it', async () => {
    const world = new World();
    const { alice, bob } = await world.call();
    world.peers.network.cut();
    await world.run(8_000);
    expect([alice.phase, bob.phase]).toEqual(['reconnecting', 'reconnecting']);
    world.peers.network.restore();
    await world.run(8_000);
    expect([alice.phase, bob.phase]).toEqual(['connected', 'connected']);
  });

  it('that does not come back ends the call for both', async () => {
    const world = new World();
    const { alice, bob } = await world.call();
    world.peers.network.cut();
    await world.run(10_000 + 2 * GIVE_UP_MS);
    expect([alice.phase, bob.phase]).toEqual(['ended', 'ended']);
    expect(['unreachable', 'other-left']).toContain(reasonOf(alice));
  });

  it('that has failed takes its channel along, and that is no goodbye: the call ends no later', async () => {
    const world = new World();
    const { alice, bob } = await world.call();
    world.peers.network.cut();
    alice.close('crash');
    await world.run(28_000);
    world.peers.network.closeChannels();
    expect(troubleOf(bob)).toBe('interrupted');
    await world.run(GIVE_UP_MS - 28_000 + 3_000);
    expect(bob.phase).toBe('ended');
  });

  it('is waited for without a limit while this side has no network', async () => {
    const world = new World();
    const { alice } = await world.call();
    alice.session.dispatch({ type: 'network-lost' });
    world.peers.network.cut();
    await world.run(20_000);
    expect(alice.phase).toBe('reconnecting');
  });

  it('whose other side has said goodbye is kept for half a minute', async () => {
    const world = new World();
    const { alice, bob } = await world.call();
    bob.close('goodbye');
    await world.run(LEAVE_MS - 1_000);
    expect(troubleOf(alice)).toBe('left');
    await world.run(2_000);
    expect(reasonOf(alice)).toBe('other-left');
  });

  it('goes on when the store has been away, and when the document says that it has ended', async () => {
    const world = new World();
    const { alice, bob } = await world.call();
    alice.faults.isOffline = true;
    bob.faults.isOffline = true;
    await world.run(60_000);
    expect([alice.phase, bob.phase]).toEqual(['connected', 'connected']);
    alice.faults.isOffline = false;
    bob.faults.isOffline = false;
    const stored = world.store.peek(CALL_ID);
    if (!stored.document) throw new Error('the call stands');
    world.store.put({ ...stored, document: { ...stored.document, ended: { by: 'callee', reason: 'hung-up', at: world.clock.now() } } });
    await world.run(60_000);
    expect([alice.phase, bob.phase]).toEqual(['connected', 'connected']);
  });
});

describe('a database that means ill', () => {
  it('ends nothing between two who are talking by a forged offer', async () => {
    const world = new World();
    const { alice, bob } = await world.call();
    const stored = world.store.peek(CALL_ID);
    if (!stored.document) throw new Error('the call stands');
    world.store.put({ ...stored, document: { ...stored.document, offer: { ...stored.document.offer, round: 7 } } });
    await world.run(2_000);
    expect(alice.phase).toBe('connected');
    expect(bob.phase).not.toBe('ended');
  });
});

describe('a commit that lands long after it was given up', () => {
  it('is known for the page\'s own, and the call goes on', async () => {
    const world = new World();
    const { alice, bob } = await world.call();
    for (let tries = 0; tries < 4; tries++) alice.faults.loseNext({ landed: 'late' });
    alice.session.dispatch({ type: 'peer-silent' });
    await world.run(60_000);
    expect(world.store.peek(CALL_ID).document?.offer.round).toBe(2);
    expect([alice.phase, bob.phase]).toEqual(['connected', 'connected']);
  });
});
