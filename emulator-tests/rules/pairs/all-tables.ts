import type { PairTable } from '../pair-tables.ts';
import { batches } from './batches.ts';
import { claiming } from './claiming.ts';
import { cleaningUp } from './cleaning-up.ts';
import { everyUpdate } from './every-update.ts';
import { leaving } from './leaving.ts';
import { lifetime } from './lifetime.ts';
import { opening } from './opening.ts';
import { reads } from './reads.ts';
import { returning } from './returning.ts';
import { rounds } from './rounds.ts';
import { transforms } from './transforms.ts';

export const ALL_TABLES: readonly PairTable[] = [
  ...opening, ...claiming, ...rounds, ...leaving, ...returning, ...lifetime, ...batches, ...cleaningUp, ...reads, ...everyUpdate, ...transforms,
];

/** Where a change of a clause is noticed first. A guess that only saves time: the other tables follow. */
const LIKELY: readonly (readonly [clauses: RegExp, tables: readonly PairTable[]])[] = [
  [/^(opens|isCallId|protocolVersion|isLease|maxLease|isDescription|isSealed|minSealedBytes|maxDescriptionBytes|isCaller|calls create)$/, opening],
  [/^(claims|declines|takesSeat|isUnclaimed|isCallee)$/, claiming],
  [/^(offersAgain|bringsAnswer|answers|wants|isRound|maxRound)$/, rounds],
  [/^(goesAway|marks|marksAs|ends|endsAs|isEnding)$/, leaving],
  [/^returns$/, returning],
  [/^(extendsLease|hasExpired|calls delete|isOverFor)$/, lifetime],
  [/^(isBatch|isCallersBatch|isCalleesBatch|beginsRound|maxBatchBytes|callAfter|\w+Candidates (create|update))$/, batches],
  [/^(clearsBatch|\w+Candidates delete)$/, cleaningUp],
  [/^(listsBatches|isOpenTo|isParty|isSignedIn|maxBatches|calls get|\w+Candidates list)$/, reads],
  [/^(calls update|changesOnly|hasEnded)$/, everyUpdate],
];

export function likelyTables(clause: string): readonly PairTable[] {
  return LIKELY.find(([clauses]) => clauses.test(clause))?.[1] ?? [];
}
