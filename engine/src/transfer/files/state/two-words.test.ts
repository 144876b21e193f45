import { describe, expect, test } from 'vitest';
import { Seeded } from '../../../call/testing/simulator/seeded.ts';
import { isOver, mayRun, phaseOf, type Phase } from './phases.ts';
import { hearReceiver, hearSender, isStanding, tryAgain, type ReceiverWord, type SenderWord, type Words } from './two-words.ts';

const SENDER: readonly [SenderWord, ...SenderWord[]] = ['offered', 'paused', 'away', 'cancelled', 'changed', 'vanished'];
const RECEIVER: readonly [ReceiverWord, ...ReceiverWord[]] = ['open', 'accepted', 'paused', 'declined', 'cancelled', 'verified', 'mismatch', 'disk-full'];
const PAIRS = SENDER.flatMap((sender) => RECEIVER.map((receiver): Words => ({ attempt: 0, sender, receiver })));
const FRESH: Words = { attempt: 0, sender: 'offered', receiver: 'open' };

describe('both sides of a file', () => {
  test.each(PAIRS)('see the same in $sender and $receiver, each from its own side', (words) => {
    const [one, other] = [phaseOf('sender', words), phaseOf('receiver', words)];
    if (one.kind === 'needs-file') return expect(['offered', 'queued', 'paused']).toContain(other.kind);
    expect(one.kind).toBe(other.kind);
    if ('why' in one) expect(one).toEqual(other);
    // Where both have done it, each has done it itself.
    const isBoth = words.sender === words.receiver;
    if ('by' in one && 'by' in other) expect([one.by, other.by]).toEqual(isBoth ? ['self', 'self'] : [one.by, one.by === 'self' ? 'other' : 'self']);
    return undefined;
  });

  test.each(PAIRS)('run $sender and $receiver only when it is offered and accepted', (words) => {
    expect(mayRun(words)).toBe(phaseOf('receiver', words).kind === 'queued' && words.sender !== 'away');
    expect(phaseOf('sender', words, true).kind === 'running').toBe(phaseOf('sender', words).kind === 'queued');
    expect(isStanding(words)).toBe(!isOver(phaseOf('sender', { ...words, receiver: words.receiver === 'mismatch' || words.receiver === 'disk-full' ? 'open' : words.receiver })));
  });

  test('come to the same words, whatever they say, however long it is on its way', () => {
    const random = new Seeded(15);
    for (let schedule = 0; schedule < 2_000; schedule++) {
      const sides: [Words, Words] = [FRESH, FRESH];
      const toReceiver: [SenderWord, number][] = [];
      const toSender: [ReceiverWord, number][] = [];
      const hear = (side: 0 | 1): void => {
        const said = side === 0 ? toSender.shift() : toReceiver.shift();
        if (!said) return;
        if (side === 0) sides[0] = hearReceiver(sides[0], said[0] as ReceiverWord, said[1]);
        else sides[1] = hearSender(sides[1], said[0] as SenderWord, said[1]);
      };
      for (let step = random.integer(1, 30); step > 0; step--) {
        if (random.chance(0.4)) hear(random.pick([0, 1]));
        else if (random.chance(0.5)) {
          // A side tries again only what it sees failed.
          const again = phaseOf('sender', sides[0]).kind === 'failed';
          sides[0] = again ? { ...tryAgain(sides[0]), sender: 'offered' } : { ...sides[0], sender: random.pick(SENDER) };
          toReceiver.push([sides[0].sender, sides[0].attempt]);
        } else {
          const again = phaseOf('receiver', sides[1]).kind === 'failed';
          sides[1] = again ? { ...tryAgain(sides[1]), receiver: 'accepted' } : { ...sides[1], receiver: random.pick(RECEIVER) };
          toSender.push([sides[1].receiver, sides[1].attempt]);
        }
      }
      while (toReceiver.length > 0) hear(1);
      while (toSender.length > 0) hear(0);
      expect(sides[0]).toEqual(sides[1]);
    }
  });
});

describe('an attempt that has failed', () => {
  const failed: Words = { attempt: 0, sender: 'offered', receiver: 'mismatch' };

  test.each<[string, Words, Phase['kind']]>([
    ['is offered again by its sender', { ...tryAgain(failed), sender: 'offered' }, 'offered'],
    ['is asked for again by its receiver, who takes it', { ...tryAgain(failed), receiver: 'accepted' }, 'queued'],
    ['stays cancelled', tryAgain({ ...failed, sender: 'cancelled' }), 'cancelled'],
    ['stays verified', tryAgain({ attempt: 0, sender: 'changed', receiver: 'verified' }), 'done'],
    ['keeps its sender’s pause', { ...tryAgain({ ...failed, sender: 'paused' }), receiver: 'accepted' }, 'paused'],
  ])('%s', (_, words, kind) => {
    expect([phaseOf('sender', words).kind, phaseOf('receiver', words).kind]).toEqual([kind, kind]);
  });

  test('is over: its late failure does not end the next one, its late acceptance does not begin it, its late cancel does', () => {
    const again = { ...tryAgain({ ...FRESH, sender: 'changed' }), sender: 'offered' } as const;
    expect(phaseOf('sender', hearReceiver(again, 'mismatch', 0)).kind).toBe('offered');
    expect(phaseOf('sender', hearReceiver(again, 'accepted', 0)).kind).toBe('offered');
    expect(phaseOf('sender', hearReceiver(again, 'cancelled', 0)).kind).toBe('cancelled');
    expect(phaseOf('receiver', hearSender({ ...tryAgain(failed), receiver: 'accepted' }, 'changed', 0)).kind).toBe('queued');
  });

  test('is the last of those that a number can say: nothing is tried any more', () => {
    const last = { ...failed, attempt: 2 ** 32 - 1 };
    expect(tryAgain(last)).toEqual(last);
  });
});
