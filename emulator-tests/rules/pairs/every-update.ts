import { PROTOCOL_VERSION } from '#protocol/limits.ts';
import { by, given, missing, put, type Attempt } from '../attempts.ts';
import { carol, description, ended, hoursFromNow, inHours, nobody } from '../calls.ts';
import { SERVER_TIME, type Value } from '../firestore-rest.ts';
import * as intentions from '../intentions.ts';
import { addPairs, type Pair, type PairTable } from '../pair-tables.ts';

/** What holds for every change of a call, whichever intention it carries out: when, by whom, and nothing beside it. */
export const everyUpdate: PairTable[] = [];

/** Each intention with the fields that are its own. */
const UPDATES: readonly [name: string, base: () => Attempt, ...own: string[]][] = [
  ['claims', intentions.claims, 'callee', 'answer'],
  ['declines', intentions.declines, 'callee', 'ended'],
  ['offersAgain', intentions.offersAgain, 'offer', 'callee'],
  ['answers', intentions.answers, 'answer'],
  ['wants', intentions.wants, 'wanted'],
  ['goesAway, the caller', intentions.callerGoesAway, 'away'],
  ['goesAway, the callee', intentions.calleeGoesAway, 'away'],
  ['returns, the caller', intentions.callerReturns, 'returning'],
  ['returns, the callee', intentions.calleeReturns, 'returning'],
  ['ends, the caller', intentions.callerEnds, 'ended'],
  ['ends, the callee', intentions.calleeEnds, 'ended'],
  ['extendsLease', intentions.extendsLease, 'expiresAt'],
];

/** A change of each field; where an intention could make it, one that would be allowed alone. */
const CHANGES: Readonly<Record<string, () => Value>> = {
  v: () => PROTOCOL_VERSION + 1,
  caller: () => carol,
  callee: () => carol,
  createdAt: () => SERVER_TIME,
  expiresAt: () => hoursFromNow(21.5),
  shard: () => '*',
  offer: () => description(3),
  answer: () => ({ ...description(1), round: 3 }),
  wanted: () => ({ round: 3 }),
  away: () => ({ caller: 2, callee: 2 }),
  returning: () => ({ caller: 2, callee: 2 }),
  ended: () => ({ by: 'caller', reason: 'left', at: SERVER_TIME }),
  title: () => 'a field that no version has',
};

const always: readonly Pair[] = [
  { denied: 'nobody is signed in', spoil: by(nobody) },
  { denied: 'carol, a stranger, does it', spoil: by(carol) },
  { denied: 'the call has ended', spoil: given('ended', ended) },
  { denied: 'the call has expired', spoil: given('expiresAt', inHours(-0.1)) },
  { denied: 'the call is gone', spoil: missing('') },
];

for (const [name, base, ...own] of UPDATES) {
  const beside = Object.entries(CHANGES).filter(([field]) => !own.includes(field));
  addPairs(everyUpdate, `${name}: every update`, base, [
    ...always,
    ...beside.map(([field, change]) => ({ denied: `it changes ${field} as well`, spoil: put(field, change()) })),
  ]);
}
