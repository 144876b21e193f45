/** What two people are called: in the lobby before Join, in the call, and after it. */
import { describe, expect, it } from 'vitest';
import type { CallPorts } from '../call-ports.ts';
import { CALL_ID, World, type Page } from '../testing/world.ts';

const roundIn = (world: World): number | undefined => world.store.peek(CALL_ID).document?.offer.round;
/** What this page's person reads of the other. */
const nameOn = ({ session }: Page): string | undefined => session.view.remote.displayName;

/** alice waits, and is called Ana. */
async function waiting(world = new World()): Promise<{ readonly world: World; readonly alice: Page }> {
  const alice = world.page(world.browser('alice'));
  alice.session.setDisplayName('Ana');
  alice.session.dispatch({ type: 'start' });
  await world.run(1_000);
  return { world, alice };
}

/** bob has joined alice’s call, and is called Bo. */
async function talking(): Promise<{ readonly world: World; readonly alice: Page; readonly bob: Page }> {
  const { world, alice } = await waiting();
  const bob = await world.visitor();
  bob.session.setDisplayName('Bo');
  bob.session.dispatch({ type: 'join' });
  await world.run(1_000);
  return { world, alice, bob };
}

describe('a name that is given before the call starts', () => {
  it('is in its first offer, so that bob reads it in the lobby while nothing of his has been sent', async () => {
    const { world, alice } = await waiting();
    const bob = await world.visitor();
    expect([bob.phase, nameOn(bob), nameOn(alice), roundIn(world)]).toEqual(['answering', 'Ana', undefined, 1]);
    const { callee, answer } = world.store.peek(CALL_ID).document ?? {};
    expect([callee, answer]).toEqual(['', undefined]);
  });

  it('is shown from the lobby’s first word on: it never asks without it first', async () => {
    const { world } = await waiting();
    const bob = world.page(world.browser('bob'));
    const read: string[] = [];
    bob.session.observe(({ state, remote }) => {
      if (state.phase === 'answering' && state.isReady) read.push(remote.displayName ?? 'nobody');
    });
    bob.session.open();
    await world.run(1_000);
    expect(new Set(read)).toEqual(new Set(['Ana']));
  });

  it('is each one’s own in the call, and costs no round', async () => {
    const { world, alice, bob } = await talking();
    expect([nameOn(alice), nameOn(bob), roundIn(world)]).toEqual(['Bo', 'Ana', 1]);
  });
});

describe('a name that is changed while alice waits', () => {
  it('is one new round, which bob reads in the lobby', async () => {
    const { world, alice } = await waiting();
    const bob = await world.visitor();
    alice.session.setDisplayName('Anna');
    await world.run(1_000);
    expect([roundIn(world), nameOn(bob), bob.phase]).toEqual([2, 'Anna', 'answering']);
    bob.session.dispatch({ type: 'join' });
    await world.run(1_000);
    expect([alice.phase, bob.phase, nameOn(bob)]).toEqual(['connected', 'connected', 'Anna']);
  });

  it('to what is shown in the same way is none', async () => {
    const { world, alice } = await waiting();
    alice.session.setDisplayName(' \u200bAna\n');
    await world.run(1_000);
    expect(roundIn(world)).toBe(1);
  });

  it('is no round for a device that is switched', async () => {
    const { world, alice } = await waiting();
    alice.session.tellDevices({ microphone: true, camera: true });
    await world.run(1_000);
    expect(roundIn(world)).toBe(1);
  });

  it('twice before the offer stands is one round more, with the last of them', async () => {
    const world = new World();
    const alice = world.page(world.browser('alice'));
    alice.faults.delayMs = 500;
    alice.session.dispatch({ type: 'start' });
    await world.run(400);
    expect(alice.phase).toBe('preparing');
    for (const name of ['An', 'Ana']) alice.session.setDisplayName(name);
    await world.run(5_000);
    const bob = await world.visitor();
    expect([roundIn(world), nameOn(bob)]).toEqual([2, 'Ana']);
  });

  it('is given up again: bob’s lobby names nobody', async () => {
    const { world, alice } = await waiting();
    const bob = await world.visitor();
    alice.session.setDisplayName('');
    await world.run(1_000);
    expect([roundIn(world), nameOn(bob)]).toEqual([2, undefined]);
  });

  it('crosses bob’s claim: both are in the call, and he reads the new one', async () => {
    const { world, alice } = await waiting();
    const bob = await world.visitor();
    bob.session.dispatch({ type: 'join' });
    alice.session.setDisplayName('Anna');
    await world.run(5_000);
    expect([alice.phase, bob.phase, nameOn(bob)]).toEqual(['connected', 'connected', 'Anna']);
  });

  it('is one round when the store, which was away, is there again', async () => {
    const { world, alice } = await waiting();
    alice.faults.isOffline = true;
    alice.session.setDisplayName('An');
    await world.run(20_000);
    alice.session.setDisplayName('Anna');
    await world.run(1_000);
    alice.faults.isOffline = false;
    await world.run(60_000);
    const before = roundIn(world);
    const bob = await world.visitor();
    await world.run(60_000);
    expect([nameOn(bob), roundIn(world)]).toEqual(['Anna', before]);
  });

  it('is no other text where the one that there is is carried by hand', async () => {
    const world = new World();
    const alice = await world.caller('alice', { isByHand: true });
    alice.session.setDisplayName('Ana');
    await world.run(60_000);
    expect([alice.phase, roundIn(world)]).toEqual(['ringing', 1]);
    const bob = await world.visitor(world.browser('bob'), { isByHand: true });
    expect(nameOn(bob)).toBeUndefined();
    bob.session.dispatch({ type: 'join' });
    await world.run(1_000);
    expect([bob.phase, nameOn(bob)]).toEqual(['connected', 'Ana']);
  });
});

describe('a name that is changed in the call', () => {
  it('is told over the channel, at once, and without a round', async () => {
    const { world, alice, bob } = await talking();
    alice.session.setDisplayName('Anna');
    bob.session.setDisplayName('');
    await world.run(100);
    expect([nameOn(bob), nameOn(alice), roundIn(world)]).toEqual(['Anna', undefined, 1]);
  });

  it('stays the last one said while another connection takes over, whose offer has an older one', async () => {
    const { world, alice, bob } = await talking();
    const read = new Set<string | undefined>();
    bob.session.observe(({ remote }) => read.add(remote.displayName));
    alice.session.dispatch({ type: 'peer-silent' });
    await world.run(1);
    alice.session.setDisplayName('Anna');
    await world.run(5_000);
    expect([alice.phase, bob.phase, roundIn(world), nameOn(bob)]).toEqual(['connected', 'connected', 2, 'Anna']);
    expect([...read].filter((name) => name === undefined)).toEqual([]);
    expect([...read].at(-1)).toBe('Anna');
  });

  it('is there again after bob has reloaded, and his own is told anew', async () => {
    const { world, alice, bob } = await talking();
    const again = await bob.reload();
    again.session.setDisplayName('Bob');
    await world.run(5_000);
    expect([again.phase, nameOn(again), nameOn(alice)]).toEqual(['connected', 'Ana', 'Bob']);
  });

  it('is not carol’s, who is let in after bob has gone', async () => {
    const { world, alice, bob } = await talking();
    bob.close('goodbye');
    await world.run(1_000);
    alice.session.dispatch({ type: 'let-in' });
    await world.run(1_000);
    expect([alice.phase, nameOn(alice)]).toEqual(['ringing', undefined]);
    const carol = await world.visitor(world.browser('carol'));
    carol.session.dispatch({ type: 'join' });
    await world.run(1_000);
    expect([alice.phase, nameOn(alice), nameOn(carol)]).toEqual(['connected', undefined, 'Ana']);
  });
});

describe('after the call', () => {
  it('each still reads who it was', async () => {
    const { world, alice, bob } = await talking();
    bob.session.dispatch({ type: 'hang-up' });
    await world.run(5_000);
    expect([alice.phase, nameOn(alice), bob.phase, nameOn(bob)]).toEqual(['ended', 'Bo', 'ended', 'Ana']);
  });

  it('bob, who had only read that Ana is calling, reads that she hung up', async () => {
    const { world, alice } = await waiting();
    const bob = await world.visitor();
    alice.session.dispatch({ type: 'hang-up' });
    await world.run(2_000);
    expect([bob.state, nameOn(bob)]).toEqual([{ phase: 'ended', reason: 'other-hung-up' }, 'Ana']);
  });
});

describe('a name of somebody who means ill', () => {
  it('is made safe where it is read, whatever the page that sealed it did not do', async () => {
    const world = new World();
    const participant = { displayName: `\u202e${'Ana '.repeat(900)}`, microphone: 'yes', camera: false };
    const hostile = ({ seal }: CallPorts): Partial<CallPorts> => ({
      seal: {
        createNonce: () => seal.createNonce(),
        digest: (sealed) => seal.digest(sealed),
        async createInstance() {
          const keys = await seal.createInstance();
          return {
            instance: keys.instance,
            prepare: (addressee) => keys.prepare(addressee),
            open: (context, sealed) => keys.open(context, sealed),
            seal: (context, content, addressee) => keys.seal(context, JSON.stringify({ ...JSON.parse(content), participant }), addressee),
          };
        },
      },
    });
    await world.caller('alice', { ports: hostile });
    const bob = await world.visitor();
    expect([bob.phase, nameOn(bob)]).toEqual(['answering', 'Ana '.repeat(10).trim()]);
    expect(bob.session.view.remote).toMatchObject({ isMicrophoneOn: true, isCameraOn: false });
  });
});
