import { describe, expect, it } from 'vitest';
import type { CallId } from '#protocol/identifiers.ts';
import { ManualClock } from '../../base/testing/manual-clock.ts';
import { createCallId, createLinkSecret } from '../link/call-link.ts';
import { ManualChannel, reachByHand } from './manual-channel.ts';
import { formatInvitation, formatReply, readManualText, type HandedMessage } from './manual-text.ts';
import type { CallSeen } from '../signal-channel.ts';
import { describeSignalChannel } from '../testing/contract.ts';
import { claim, end, open } from '../testing/messages-of-a-call.ts';

/** People who pass on every text at once, to the pages that are open and those that open later. */
class Couriers {
  readonly clock = new ManualClock();
  readonly #pages: ManualChannel[] = [];
  readonly #texts: { readonly from: string; readonly text: string }[] = [];

  page(callId: CallId, uid: string): ManualChannel {
    const page = new ManualChannel({ callId, uid, clock: this.clock, onHandOut: (message) => this.#carry(uid, message) });
    this.#pages.push(page);
    for (const { from, text } of this.#texts) if (from !== uid) this.#give(page, text);
    return page;
  }

  #carry(from: string, message: HandedMessage): void {
    const text = message.kind === 'reply' ? formatReply(message) : formatInvitation(message, createLinkSecret());
    this.#texts.push({ from, text });
    for (const page of this.#pages) if (page.uid !== from) this.#give(page, text);
  }

  #give(page: ManualChannel, text: string): void {
    const read = readManualText(text, this.clock.now());
    if (read.kind === 'problem') throw new Error(read.problem);
    page.take(read.kind === 'reply' ? read.reply : read.invitation);
  }
}

describeSignalChannel(
  'the manual channel',
  async () => {
    const couriers = new Couriers();
    const { clock } = couriers;
    return {
      channel: (callId, uid) => couriers.page(callId, uid),
      now: () => clock.now(),
      async until(isSo) {
        for (let tries = 0; tries < 100 && !isSo(); tries++) await clock.advance(100);
        expect(isSo()).toBe(true);
      },
      calmDown: () => clock.advance(1000),
      async stop() {
        expect(clock.pending).toBe(0);
      },
    };
  },
  { reachOf: reachByHand, isShared: false },
);

describe('the manual channel', () => {
  const pair = (): { readonly clock: ManualClock; readonly handed: HandedMessage[]; page: (callId: CallId, uid: string) => ManualChannel } => {
    const clock = new ManualClock();
    const handed: HandedMessage[] = [];
    return { clock, handed, page: (callId, uid) => new ManualChannel({ callId, uid, clock, onHandOut: (message) => handed.push(message) }) };
  };

  it('hands out nothing but an invitation and a reply, once each', async () => {
    const { handed, page } = pair();
    const callId = createCallId();
    const [alice, bob] = [page(callId, 'alice'), page(callId, 'bob')];
    await alice.commit(open);
    await alice.commit(open);
    expect(handed).toMatchObject([{ kind: 'invitation', maker: 'alice', batches: [{ index: 0, round: 1 }] }]);
    expect(bob.take(handed[0]!)).toBe(true);
    await bob.commit(claim(1));
    await bob.commit(end('callee'));
    expect(handed.map(({ kind }) => kind)).toEqual(['invitation', 'reply']);
  });

  it('takes one reply: a second one, another call’s, and one after the end are refused', async () => {
    const { handed, page } = pair();
    const [callId, other] = [createCallId(), createCallId()];
    const alice = page(callId, 'alice');
    await alice.commit(open);
    const [invitation] = handed.splice(0);
    for (const uid of ['bob', 'carol']) {
      const visitor = page(callId, uid);
      visitor.take(invitation!);
      await visitor.commit(claim(1));
    }
    const [bobs, carols] = handed;
    expect(alice.take({ ...bobs!, callId: other })).toBe(false);
    expect(alice.take(bobs!)).toBe(true);
    expect(alice.take(bobs!)).toBe(false);
    expect(alice.take(carols!)).toBe(false);
    const seen = await alice.read();
    expect(seen).toMatchObject({ kind: 'present', call: { callee: 'bob' } });

    const dora = page(other, 'dora');
    await dora.commit(open);
    await dora.commit(end('caller'));
    expect(dora.take({ ...bobs!, callId: other })).toBe(false);
  });

  it('tells its observers of what was handed over, and of nothing once it is closed', async () => {
    const { clock, handed, page } = pair();
    const callId = createCallId();
    const [alice, bob] = [page(callId, 'alice'), page(callId, 'bob')];
    const seen: CallSeen['kind'][] = [];
    bob.observeCall(({ kind }) => seen.push(kind));
    await clock.advance(0);
    await alice.commit(open);
    bob.take(handed[0]!);
    await clock.advance(0);
    bob.close();
    await alice.commit(end('caller'));
    await clock.advance(1000);
    expect(seen).toEqual(['missing', 'present']);
    expect(clock.pending).toBe(0);
  });
});
