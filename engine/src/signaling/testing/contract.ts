/**
 * What any SignalChannel must do. Run on the memory and the manual channel in unit tests, on Firestore with its rules
 * on the emulator.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CallDocument } from '#protocol/call-document.ts';
import type { CandidateBatch } from '#protocol/candidate-batch.ts';
import type { CallId } from '#protocol/identifiers.ts';
import { LEASE_MS } from '#protocol/lifetimes.ts';
import { PROTOCOL_VERSION } from '#protocol/limits.ts';
import { createCallId } from '../link/call-link.ts';
import type { CallSeen, SignalChannel, SignalWrite } from '../signal-channel.ts';
import { CONTRACT_CASES } from './contract-cases.ts';
import { answer, away, batch, claim, decline, description, end, late, offer, open, remove, returning, sealedBytes, requestRound } from './messages-of-a-call.ts';

/** Where the contract runs: participants' channels to one store, and how to let time pass there. */
export interface ContractWorld {
  channel(callId: CallId, uid: string): SignalChannel;
  now(): number;
  /** Resolves once `isSo`; rejects when it has not become so after several seconds of the world's time. */
  until(isSo: () => boolean): Promise<void>;
  /** Lets everything under way arrive. */
  calmDown(): Promise<void>;
  stop(): Promise<void>;
}

type Intent = SignalWrite['intent'];

/**
 * How far a write goes: a channel that people carry by hand can't bring every write to the other side. `maker`: into
 * its maker's own copy, as the rules have it, and no further. `nobody`: denied as `unreachable`, and nothing changes.
 */
export type ReachOf = (intent: Intent) => 'everybody' | 'maker' | 'nobody';

export interface ContractLimits {
  readonly reachOf: ReachOf;
  /** All pages act on one document. Otherwise each has a copy, and of two claims at once the caller's page takes one. */
  readonly isShared: boolean;
}

/** What a test that needs a further-reaching channel is told by in its place: that the write stays where it is. */
const EXAMPLES: Readonly<Partial<Record<Intent, SignalWrite>>> = {
  offer: offer(2), batch: late('callee', 1, 1), 'request-round': requestRound(2), away: away('callee', 1), returning: returning('callee', 1), end: end('callee'), extend: { intent: 'extend' },
};

export function describeSignalChannel(
  name: string, createWorld: () => Promise<ContractWorld>,
  { reachOf, isShared }: ContractLimits = { reachOf: () => 'everybody', isShared: true },
): void {
  describe(`${name}, as any signal channel`, () => {
    let world: ContractWorld;
    let callId: CallId;
    let channels: Map<string, SignalChannel>;

    beforeEach(async () => {
      world = await createWorld();
      callId = createCallId();
      channels = new Map();
    });
    afterEach(async () => {
      for (const channel of channels.values()) channel.close();
      await world.stop();
    });

    const by = (uid: string): SignalChannel => {
      const channel = channels.get(uid) ?? world.channel(callId, uid);
      channels.set(uid, channel);
      return channel;
    };
    const present = async (uid = 'bob'): Promise<CallDocument> => {
      const seen = await by(uid).read();
      if (seen.kind !== 'present') throw new Error(`expected a call, saw ${seen.kind}`);
      return seen.call;
    };
    const watchCall = (uid: string): { readonly seen: CallSeen[]; readonly stop: () => void } => {
      const seen: CallSeen[] = [];
      return { seen, stop: by(uid).observeCall((one) => seen.push(one)) };
    };
    const watchBatches = (uid: string, side: 'caller' | 'callee'): (readonly CandidateBatch[])[] => {
      const seen: (readonly CandidateBatch[])[] = [];
      by(uid).observeBatches(side, (batches) => seen.push(batches));
      return seen;
    };
    const shows = (seen: readonly CallSeen[], wanted: (call: CallDocument) => boolean) => (): boolean => {
      const last = seen.at(-1);
      return last?.kind === 'present' && wanted(last.call);
    };

    /** A write that the channel does not carry: it is refused by name, or stays with its maker; the others see nothing of it. */
    const expectNotCarried = async (uid: string, write: SignalWrite, isAllowed = true): Promise<void> => {
      const all = ['alice', 'bob', 'carol'];
      const readings = async (): Promise<unknown[]> => Promise.all(all.map((one) => by(one).read()));
      const before = await readings();
      if (write.intent === 'extend') await world.calmDown();
      const outcome = await by(uid).commit(write);
      const isKept = reachOf(write.intent) === 'maker' && isAllowed;
      expect(outcome.kind).toBe(isKept ? 'committed' : 'denied');
      if (outcome.kind === 'denied') expect(outcome.error.failure).toBe(reachOf(write.intent) === 'maker' ? 'refused' : 'unreachable');
      await world.calmDown();
      const after = await readings();
      for (const [index, one] of all.entries()) {
        if (one !== uid || !isKept) expect(after[index]).toEqual(before[index]);
        else expect(after[index]).not.toEqual(before[index]);
      }
    };
    /** A test of writes that must reach the other side. Where one doesn't, what becomes of it is tested in its place. */
    const itCarries = (intents: readonly Intent[], title: string, test: () => Promise<void>): void => {
      const stuck = intents.find((intent) => reachOf(intent) !== 'everybody');
      const example = stuck && EXAMPLES[stuck];
      if (!example) {
        it(title, test);
        return;
      }
      it(`${title}: not this one, it keeps "${stuck}" to ${reachOf(stuck)}`, async () => {
        await by('alice').commit(open);
        await by('bob').commit(claim(1));
        await expectNotCarried('bob', example);
      });
    };

    it.each(CONTRACT_CASES)('$title: allowed $isAllowed', async ({ given, step: [actor, write], isAllowed }) => {
      // A participant sees the call before it acts on it, as in life: what an adapter remembers comes from there.
      for (const [uid, step] of given) {
        await by(uid).read();
        if (reachOf(step.intent) !== 'everybody') return expectNotCarried(uid, step);
        expect(await by(uid).commit(step)).toEqual({ kind: 'committed' });
      }
      if (reachOf(write.intent) !== 'everybody') return expectNotCarried(actor, write, isAllowed);
      await by(actor).read();
      const before = await by('alice').read();
      // A lease is moved up by the time that went by.
      if (write.intent === 'extend') await world.calmDown();
      const outcome = await by(actor).commit(write);
      expect(outcome.kind).toBe(isAllowed ? 'committed' : 'denied');
      if (outcome.kind === 'denied') {
        expect(outcome.error.failure).toBe('refused');
        expect(await by('alice').read()).toEqual(before);
      }
    });

    it('keeps what was opened, and a claim, byte for byte', async () => {
      const before = world.now();
      expect(await by('bob').read()).toEqual({ kind: 'missing' });
      await by('alice').commit(open);
      const opened = await present();
      expect(opened).toMatchObject({ v: PROTOCOL_VERSION, caller: 'alice', callee: '', shard: callId[0], offer: description(1), away: {}, returning: {} });
      // A minute for the difference of two clocks.
      expect(Math.abs(opened.createdAt - before)).toBeLessThan(60_000);
      expect(Math.abs(opened.expiresAt - before - LEASE_MS)).toBeLessThan(60_000);
      await by('bob').commit(claim(1, 7));
      expect(await present('alice')).toEqual({ ...opened, callee: 'bob', answer: description(1, 7) });
    });

    itCarries(['request-round', 'away', 'returning', 'end', 'delete'], 'keeps what is wanted, who is away, who is back, how it ended, and nothing once deleted', async () => {
      await by('alice').commit(open);
      await by('bob').read();
      for (const [uid, write] of [['bob', claim(1)], ['bob', requestRound(2)], ['alice', away('caller', 1)], ['bob', away('callee', 1)], ['bob', returning('callee', 1)]] as const) {
        expect(await by(uid).commit(write)).toEqual({ kind: 'committed' });
      }
      expect(await present()).toMatchObject({ wanted: { round: 2 }, away: { caller: 1, callee: 1 }, returning: { callee: 1 } });
      await by('bob').commit(end('callee'));
      const { ended } = await present();
      expect(ended).toMatchObject({ by: 'callee', reason: 'hung-up' });
      expect(Math.abs((ended?.at ?? 0) - world.now())).toBeLessThan(60_000);
      await by('alice').commit(remove);
      expect(await by('bob').read()).toEqual({ kind: 'missing' });
    });

    itCarries(['extend', 'offer'], 'extends the lease no further than the rules allow, and frees the seat', async () => {
      await by('alice').commit(open);
      await by('bob').read();
      await by('bob').commit(claim(1));
      const before = await present();
      await world.calmDown();
      await by('bob').commit({ intent: 'extend' });
      expect((await present()).expiresAt).toBeGreaterThan(before.expiresAt);
      await by('alice').commit(offer(2, true));
      expect(await present()).toMatchObject({ callee: '', offer: { round: 2 } });
    });

    itCarries(['end', 'decline'], 'says who declined', async () => {
      await by('alice').commit(open);
      await by('bob').commit(decline);
      expect(await present('alice')).toMatchObject({ callee: 'bob', ended: { by: 'callee', reason: 'declined' } });
    });

    it('shows an observer the call: not there, there, changed', async () => {
      const { seen } = watchCall('bob');
      await world.until(() => seen.at(-1)?.kind === 'missing');
      await by('alice').commit(open);
      await world.until(shows(seen, ({ offer: { round } }) => round === 1));
      await by('bob').commit(claim(1));
      await world.until(shows(seen, ({ callee }) => callee === 'bob'));
      expect(seen.map(({ kind }) => kind)).not.toContain('lost');
    });

    itCarries(['end', 'delete'], 'shows an observer the end, and the call gone', async () => {
      await by('alice').commit(open);
      const { seen } = watchCall('bob');
      await world.until(shows(seen, () => true));
      await by('alice').commit(end('caller'));
      await world.until(shows(seen, ({ ended }) => ended !== undefined));
      await by('alice').commit(remove);
      await world.until(() => seen.at(-1)?.kind === 'missing');
      expect(seen.map(({ kind }) => kind)).not.toContain('lost');
    });

    it('never reports before it has returned, nor after it was stopped or closed', async () => {
      await by('alice').commit(open);
      const bob = watchCall('bob');
      const carol = watchCall('carol');
      const alice = watchCall('alice');
      expect([bob.seen, carol.seen]).toEqual([[], []]);
      await world.until(() => bob.seen.length > 0 && carol.seen.length > 0);
      bob.stop();
      by('carol').close();
      const counts = [bob.seen.length, carol.seen.length];
      await by('bob').commit(claim(1));
      await world.until(shows(alice.seen, ({ callee }) => callee === 'bob'));
      await world.calmDown();
      expect([bob.seen.length, carol.seen.length]).toEqual(counts);
    });

    describe.each(['caller', 'callee'] as const)('of the %s', (side) => {
      const [own, other] = side === 'caller' ? ['alice', 'bob'] : ['bob', 'alice'];
      const claimed = async (): Promise<(readonly CandidateBatch[])[]> => {
        await by('alice').commit(open);
        await by('bob').read();
        await by('bob').commit(claim(1));
        const seen = watchBatches(other, side);
        await world.until(() => seen.at(-1)?.length === 1);
        return seen;
      };

      it('brings the other side the first candidates', async () => {
        const seen = await claimed();
        expect(seen.at(-1)).toMatchObject([batch(0, 1)]);
        expect(seen.at(-1)?.[0]?.expiresAt).toBe((await present()).expiresAt);
      });

      itCarries(['batch', 'offer', 'answer'], 'brings the other side late candidates, and a later round in their place', async () => {
        const seen = await claimed();
        await by(own).commit(late(side, 1, 1));
        await world.until(() => seen.at(-1)?.length === 2);
        expect(seen.at(-1)).toMatchObject([batch(0, 1), batch(1, 1)]);
        await by('alice').commit(offer(2));
        if (side === 'callee') await by('bob').commit(answer(2));
        await world.until(() => seen.at(-1)?.[0]?.round === 2);
        expect(seen.at(-1)).toMatchObject([batch(0, 2), batch(1, 1)]);
        expect(seen.at(-1)?.[0]?.expiresAt).toBe((await present()).expiresAt);
      });
    });

    it('shows candidates to a holder of the link while the seat is free, and to the parties alone afterwards', async () => {
      await by('alice').commit(open);
      const early = watchBatches('carol', 'caller');
      await world.until(() => early.at(-1)?.length === 1);
      by('carol').close();
      channels.delete('carol');
      await by('bob').read();
      await by('bob').commit(claim(1));
      const tooLate = watchBatches('carol', 'caller');
      const bobs = watchBatches('bob', 'caller');
      await world.until(() => bobs.at(-1)?.length === 1);
      await world.calmDown();
      expect(tooLate).toEqual([]);
    });

    it(`lets one of two who claim at once have the seat${isShared ? ', and tells the other' : ''}`, async () => {
      await by('alice').commit(open);
      await Promise.all([by('bob').read(), by('carol').read()]);
      const outcomes = await Promise.all([by('bob').commit(claim(1, 7)), by('carol').commit(claim(1, 8))]);
      const winners = ['bob', 'carol'].filter((_, index) => outcomes[index]?.kind === 'committed');
      if (isShared) expect(winners).toHaveLength(1);
      const { callee, answer: taken } = await present('alice');
      expect(winners).toContain(callee);
      expect(taken).toEqual(description(1, callee === 'bob' ? 7 : 8));
    });

    it('writes a description and its candidates together or not at all', async () => {
      await by('alice').commit(open);
      const seen = watchBatches('bob', 'callee');
      await by('bob').read();
      const outcome = await by('bob').commit({ intent: 'claim', answer: description(1), batch: { ...batch(0, 1), sealed: sealedBytes(1, 9000) } });
      expect(outcome.kind).toBe('denied');
      expect(await present('alice')).toMatchObject({ callee: '' });
      await world.calmDown();
      expect(seen.at(-1) ?? []).toEqual([]);
    });

    itCarries(['away'], 'says "away" on leaving, for the round that stands', async () => {
      await by('alice').commit(open);
      const { seen } = watchCall('bob');
      await world.until(shows(seen, () => true));
      by('alice').commitOnLeaving(away('caller', 1));
      by('alice').close();
      await world.until(shows(seen, (call) => call.away.caller === 1));
    });
  });
}
