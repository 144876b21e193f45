import type { CallId, Role } from './identifiers.ts';

export const CALLS = 'calls';
export const CANDIDATE_COLLECTIONS = { caller: 'callerCandidates', callee: 'calleeCandidates' } as const satisfies Record<Role, string>;

/** `calls/{callId}` */
export function callPath(callId: CallId): string {
  return `${CALLS}/${callId}`;
}

/** `calls/{callId}/callerCandidates` or `calls/{callId}/calleeCandidates` */
export function batchesPath(callId: CallId, side: Role): string {
  return `${callPath(callId)}/${CANDIDATE_COLLECTIONS[side]}`;
}

/** A batch's document, `index` from 0 to 7. */
export function batchPath(callId: CallId, side: Role, index: number): string {
  return `${batchesPath(callId, side)}/${index}`;
}
