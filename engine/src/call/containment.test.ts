/** What throws inside a call: it ends the call with a true reason, or the call goes on; no listener is lost and no page waits for ever. */
import { describe, expect, it } from 'vitest';
import { createLogger, type LogEntry } from '../base/logger.ts';
import type { Peer } from '../peer/peer.ts';
import type { CallPorts } from './call-ports.ts';
import type { CallEvent } from './machine/events.ts';
import { CALL_ID, World, type Page, type WorldOptions } from './testing/world.ts';

const told = ({ state }: Page): string => (state.phase === 'ended' ? state.reason : state.phase);
const broken = (what: string) => (): never => { throw new TypeError(`${what} broke`); };

/** A page's ports with something broken in them, and what it logs beyond `info`. */
function breaking(breaks: (ports: CallPorts) => Partial<CallPorts>): WorldOptions & { readonly log: string[] } {
  const log: string[] = [];
  const write = ({ level, message, details }: LogEntry): void => {
    const error = details as { readonly message: string; readonly cause?: { readonly message: string } } | undefined;
    if (level === 'error' || level === 'warn') log.push(`${level}: ${message}: ${(error?.cause ?? error)?.message}`);
  };
  return { log, ports: (ports) => ({ logger: createLogger(write), ...breaks(ports) }) };
}

/** alice and bob are connected; something of bob's breaks when `isArmed`. */
async function callWithBob(breaks: (ports: CallPorts, trap: { isArmed: boolean }) => Partial<CallPorts>) {
  const world = new World();
  const trap = { isArmed: false };
  const options = breaking((ports) => breaks(ports, trap));
  const alice = await world.caller();
  const bob = await world.visitor(world.browser('bob'), options);
  bob.session.dispatch({ type: 'join' });
  await world.run(1_000);
  expect([told(alice), told(bob), options.log]).toEqual(['connected', 'connected', []]);
  return { world, alice, bob, trap, log: options.log };
}

const sendingBreaks = ({ createPeer }: CallPorts, trap: { isArmed: boolean }): Partial<CallPorts> => ({
  createPeer: (...made) => {
    const peer = createPeer(...made);
    const send = peer.send.bind(peer);
    return Object.assign(peer, { send: (...sent: Parameters<Peer['send']>) => (trap.isArmed ? broken('sending')() : send(...sent)) });
  },
});

describe('an observer of a call that throws', () => {
  it('ends nothing, keeps no other from hearing, and is logged once', async () => {
    const world = new World();
    const options = breaking(() => ({}));
    const alice = world.page(world.browser('alice'), {}, options);
    const heard: string[] = [];
    alice.session.observe(broken('drawing'));
    alice.session.observe(({ state }) => heard.push(state.phase));
    alice.session.dispatch({ type: 'start' });
    await world.run(1_000);
    const bob = await world.visitor();
    bob.session.dispatch({ type: 'join' });
    await world.run(1_000);
    // What the document says is still heard: bob's claim, and that he hangs up.
    bob.session.dispatch({ type: 'hang-up' });
    await world.run(2_000);
    expect([...new Set(heard)]).toEqual(['preparing', 'ringing', 'connecting', 'connected', 'ended']);
    expect([told(alice), options.log]).toEqual(['other-hung-up', ['warn: telling an observer failed; the call goes on: drawing broke']]);
  });
});

describe('what a page remembers of a call', () => {
  it('is nothing that the call hangs on', async () => {
    const world = new World();
    const options = breaking(({ roles }) => ({
      roles: { ...roles, remembered: broken('storage'), keepStood: broken('storage'), release: broken('storage') },
      pendingCleanups: { remember: broken('storage'), forget: broken('storage') },
    }));
    const alice = await world.caller('alice', options);
    const bob = await world.visitor();
    bob.session.dispatch({ type: 'join' });
    await world.run(1_000);
    expect([told(alice), told(bob)]).toEqual(['connected', 'connected']);
    alice.session.dispatch({ type: 'hang-up' });
    await world.run(60_000);
    expect([told(alice), told(bob), world.clock.pending]).toEqual(['you-hung-up', 'other-hung-up', 0]);
  });
});

describe('what breaks the call’s own work', () => {
  const cases: readonly [string, (ports: CallPorts) => Partial<CallPorts>][] = [
    ['an effect', ({ channel }) => ({ channel: { ...channel, observeCall: broken('listening') } })],
    ['the look at the document', ({ roles }) => ({ roles: { ...roles, take: broken('locking') } })],
    ['the outcome of a look', ({ channel }) => ({ channel: Object.defineProperty({ ...channel }, 'uid', { get: broken('the user') }) })],
  ];
  it.each(cases)('(%s) ends it as failed, and says so once with its cause', async (_, breaks) => {
    const world = new World();
    const alice = await world.caller();
    const options = breaking(breaks);
    const again = await world.visitor(alice.browser, options);
    expect(told(again)).toBe('failed');
    expect(options.log.filter((line) => line.startsWith('error'))).toEqual([expect.stringMatching(/^error: the call broke: .* broke$/)]);
  });

  it.each(['an event of the connection', 'a timer', 'what the page asks for'])('(%s) in the middle of a call ends it, and the other side is told that it failed', async (what) => {
    const { world, alice, bob, trap, log } = await callWithBob(sendingBreaks);
    trap.isArmed = true;
    if (what === 'an event of the connection') alice.session.dispatch({ type: 'network-changed' });
    else if (what === 'a timer') world.peers.network.cut();
    else bob.session.tellDevices({ microphone: true, camera: true });
    await world.run(1_000);
    expect(told(bob)).toBe('failed');
    expect(log.filter((line) => line.startsWith('error'))).toEqual(['error: the call broke: sending broke']);
    world.peers.network.restore();
    await world.run(60_000);
    expect([told(alice), world.clock.pending]).toEqual(['unreachable', 0]);
  });

  it('is said on the channel, too, where that still carries', async () => {
    const { world, alice, bob } = await callWithBob(() => ({}));
    // A move that throws: what it is given has no shape at all.
    bob.session.dispatch({ type: 'call-read' } as CallEvent);
    await world.run(100);
    expect([told(bob), told(alice)]).toEqual(['failed', 'failed']);
  });

  it('tells the opener of the link that the caller’s page broke while its offer was on its way', async () => {
    const world = new World();
    const alice = world.page(world.browser('alice'));
    alice.faults.replyMs = 500;
    alice.session.dispatch({ type: 'start' });
    await world.run(100);
    expect([told(alice), world.store.peek(CALL_ID).document?.caller]).toEqual(['preparing', 'alice']);
    alice.session.dispatch({ type: 'offer-failed', round: 1 } as CallEvent);
    await world.run(2_000);
    expect([told(alice), told(await world.visitor())]).toEqual(['failed', 'over']);
  });

  it('a second time, while the call ends for it, ends nothing else: no loop, no connection, no timer', async () => {
    const { world, bob, trap, log } = await callWithBob((ports, trap) => ({
      ...sendingBreaks(ports, trap),
      channel: { ...ports.channel, close: broken('closing') },
      roles: { ...ports.roles, release: broken('releasing') },
    }));
    trap.isArmed = true;
    bob.session.tellDevices({ microphone: true, camera: true });
    await world.run(60_000);
    expect(told(bob)).toBe('failed');
    expect(log.filter((line) => line.startsWith('error'))).toHaveLength(1);
    expect(world.peers.made.filter(({ isClosed }) => !isClosed)).toEqual([]);
    expect(world.clock.pending).toBe(0);
  });
});

describe('a write that throws', () => {
  it('is a write that was lost, and the next one is tried all the same', async () => {
    let isBroken = true;
    const world = new World();
    const options = breaking(({ channel }) => ({
      channel: { ...channel, commit: async (...asked) => (isBroken ? broken('writing')() : channel.commit(...asked)) },
    }));
    const alice = await world.caller();
    const bob = await world.visitor(world.browser('bob'), options);
    bob.session.dispatch({ type: 'join' });
    await world.run(1_000);
    expect(bob.state).toMatchObject({ phase: 'answering', problem: 'failed' });
    isBroken = false;
    bob.session.dispatch({ type: 'join' });
    await world.run(1_000);
    expect([told(alice), told(bob), options.log]).toEqual(['connected', 'connected', ['error: a write broke: writing broke']]);
    expect(world.store.peek(CALL_ID).document?.callee).toBe('bob');
  });
});
