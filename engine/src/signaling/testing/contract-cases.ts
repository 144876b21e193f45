/** Every intention, allowed, and beside it what differs in one thing and is denied. */
import type { SignalWrite } from '../signal-channel.ts';
import { answer, away, batch, claim, decline, description, end, extend, late, offer, open, remove, returning, sealedBytes, requestRound } from './messages-of-a-call.ts';

type Actor = 'alice' | 'bob' | 'carol';
export type Step = readonly [by: Actor, write: SignalWrite];

export interface ContractCase {
  readonly title: string;
  readonly given: readonly Step[];
  readonly step: Step;
  readonly isAllowed: boolean;
}

const opened: readonly Step[] = [['alice', open]];
const claimed: readonly Step[] = [...opened, ['bob', claim(1)]];
const reoffered: readonly Step[] = [...claimed, ['alice', offer(2)]];
const freed: readonly Step[] = [...claimed, ['alice', offer(2, true)]];
const wanted: readonly Step[] = [...claimed, ['bob', requestRound(2)]];
const ended: readonly Step[] = [...claimed, ['alice', end('caller')]];

const can = (title: string, given: readonly Step[], ...step: Step): ContractCase => ({ title, given, step, isAllowed: true });
const cannot = (title: string, given: readonly Step[], ...step: Step): ContractCase => ({ title, given, step, isAllowed: false });

export const CONTRACT_CASES: readonly ContractCase[] = [
  can('alice opens a call', [], 'alice', open),
  can('alice opens a call without candidates', [], 'alice', { intent: 'open', offer: description(1) }),
  cannot('alice opens a call at round 2', [], 'alice', { intent: 'open', offer: description(2) }),
  cannot('alice opens a call twice', opened, 'alice', open),
  cannot('bob opens a call that is open', opened, 'bob', open),
  cannot('alice opens a call with a description too short to be sealed', [], 'alice', { intent: 'open', offer: { round: 1, sealed: sealedBytes(1, 1000) } }),

  can('bob claims', opened, 'bob', claim(1)),
  can('alice claims in another tab', opened, 'alice', claim(1)),
  can('bob claims without candidates', opened, 'bob', { intent: 'claim', answer: description(1) }),
  cannot('bob claims what is not there', [], 'bob', claim(1)),
  cannot('bob claims at a round to come', opened, 'bob', claim(2)),
  cannot('carol claims after bob', claimed, 'carol', claim(1)),
  cannot('bob claims twice', claimed, 'bob', claim(1)),
  can('carol claims the seat that was freed', freed, 'carol', claim(2)),
  cannot('carol claims the seat that was freed, at the round before', freed, 'carol', claim(1)),
  cannot('bob claims after the end', [...opened, ['alice', end('caller')]], 'bob', claim(1)),

  can('bob declines', opened, 'bob', decline),
  cannot('carol declines what bob has joined', claimed, 'carol', decline),
  cannot('alice offers after it was declined', [...opened, ['bob', decline]], 'alice', offer(2)),

  can('alice offers the next round', claimed, 'alice', offer(2)),
  can('alice offers the next round before anyone came', opened, 'alice', offer(2)),
  can('alice offers and frees the seat', claimed, 'alice', offer(2, true)),
  cannot('alice offers the same round', claimed, 'alice', offer(1)),
  cannot('alice skips a round', claimed, 'alice', offer(3)),
  cannot('bob offers', claimed, 'bob', offer(2)),

  can('bob answers the next round', reoffered, 'bob', answer(2)),
  cannot('bob answers the round before', reoffered, 'bob', answer(1)),
  cannot('bob answers a round to come', reoffered, 'bob', answer(3)),
  cannot('bob answers twice', [...reoffered, ['bob', answer(2)]], 'bob', answer(2)),
  cannot('carol answers', reoffered, 'carol', answer(2)),
  cannot('alice answers', reoffered, 'alice', answer(2)),
  cannot('bob answers from a seat that was freed', freed, 'bob', answer(2)),

  can('bob wants the next round', claimed, 'bob', requestRound(2)),
  cannot('bob wants the same again', wanted, 'bob', requestRound(2)),
  cannot('bob wants the round that stands', claimed, 'bob', requestRound(1)),
  cannot('bob wants a round beyond the next', claimed, 'bob', requestRound(3)),
  cannot('alice wants', claimed, 'alice', requestRound(2)),
  cannot('carol wants', claimed, 'carol', requestRound(2)),

  can('alice goes away', claimed, 'alice', away('caller', 1)),
  can('bob goes away', claimed, 'bob', away('callee', 1)),
  can('bob goes away after alice', [...claimed, ['alice', away('caller', 1)]], 'bob', away('callee', 1)),
  cannot('bob goes away as the caller', claimed, 'bob', away('caller', 1)),
  cannot('carol goes away', claimed, 'carol', away('callee', 1)),
  cannot('alice goes away for the round before', reoffered, 'alice', away('caller', 1)),
  can('alice is back', claimed, 'alice', returning('caller', 1)),
  can('bob is back, as alice is', [...claimed, ['alice', returning('caller', 1)]], 'bob', returning('callee', 1)),
  cannot('bob is back as the caller', claimed, 'bob', returning('caller', 1)),
  cannot('carol is back', claimed, 'carol', returning('callee', 1)),
  cannot('alice is back in the round before', reoffered, 'alice', returning('caller', 1)),

  can('alice ends', claimed, 'alice', end('caller')),
  can('bob ends', claimed, 'bob', end('callee')),
  can('alice ends before anyone came', opened, 'alice', end('caller')),
  cannot('bob ends as the caller', claimed, 'bob', end('caller')),
  cannot('bob ends what he has not joined', opened, 'bob', end('callee')),
  cannot('alice ends as declined', claimed, 'alice', { intent: 'end', by: 'caller', reason: 'declined' }),
  cannot('bob ends what alice has ended', ended, 'bob', end('callee')),

  can('bob extends the lease', claimed, 'bob', extend),
  cannot('carol extends the lease', claimed, 'carol', extend),
  cannot('alice extends the lease of a call with a free seat', opened, 'alice', extend),
  cannot('alice extends the lease after the end', ended, 'alice', extend),

  can('alice deletes after the end', ended, 'alice', remove),
  can('bob deletes after the end', ended, 'bob', remove),
  cannot('carol deletes after the end', ended, 'carol', remove),
  cannot('alice deletes before the end', claimed, 'alice', remove),

  can('alice adds candidates', opened, 'alice', late('caller', 1, 1)),
  can('bob adds candidates', claimed, 'bob', late('callee', 1, 1)),
  can('alice writes over a batch in the next round', [...claimed, ['alice', { intent: 'offer', offer: description(2), freesSeat: false }]], 'alice', late('caller', 0, 2)),
  cannot('alice overwrites a batch in the same round', opened, 'alice', late('caller', 0, 1)),
  cannot('bob adds candidates before his answer', reoffered, 'bob', late('callee', 1, 2)),
  cannot('bob adds candidates of the round before', reoffered, 'bob', late('callee', 1, 1)),
  cannot('bob adds candidates as the caller', claimed, 'bob', late('caller', 1, 1)),
  cannot('carol adds candidates', claimed, 'carol', late('callee', 1, 1)),
  cannot('alice adds candidates in a ninth batch', opened, 'alice', late('caller', 8, 1)),
  cannot('alice adds candidates after the end', ended, 'alice', late('caller', 1, 1)),
  cannot('a claim with candidates of another round', opened, 'bob', { intent: 'claim', answer: description(1), batch: batch(0, 2) }),
];
