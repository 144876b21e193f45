import { type Role } from './identifiers.ts';
import { MAX_ROUND, MAX_SEALED_DESCRIPTION_BYTES, MAX_UID_LENGTH, MIN_SEALED_BYTES, PROTOCOL_VERSION } from './limits.ts';
import {
  optional, parsing, readBytes, readFields, readInteger, readOneOf, readText, readTimestamp, type Parsed,
} from './document-fields.ts';

/** A description (offer or answer) as the database holds it: which round it belongs to, and bytes that nobody there can read. */
export interface SealedDescription {
  readonly round: number;
  readonly sealed: Uint8Array;
}

/** The callee's request for the next round, which comes from a new RTCPeerConnection. */
export interface Wanted {
  readonly round: number;
}

/** Why a party ended the call, as the document says it. */
export const END_REASONS = ['hung-up', 'left', 'declined', 'failed'] as const;
export type EndReason = (typeof END_REASONS)[number];

export interface Ended {
  readonly by: Role;
  readonly reason: EndReason;
  /** Server time, ms since 1970. */
  readonly at: number;
}

/** The round at which a side did something. */
export interface RoundsByRole {
  readonly caller?: number;
  readonly callee?: number;
}

/** `calls/{callId}`, times in ms since 1970. */
export interface CallDocument {
  readonly v: number;
  readonly caller: string;
  /** '' until the first to answer claims the seat. */
  readonly callee: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly shard: string;
  readonly offer: SealedDescription;
  readonly answer?: SealedDescription;
  readonly wanted?: Wanted;
  /** "Left, may come back", by role; void once the offer's round is beyond it. */
  readonly away: RoundsByRole;
  /** "Back, and not in the call yet", by role: that side's page shows its lobby. Void as `away` is. */
  readonly returning: RoundsByRole;
  readonly ended?: Ended;
}

/** Checks what a snapshot brought. Another version is told apart from a malformed document before anything else is read. */
export function parseCallDocument(data: unknown): Parsed<CallDocument> {
  const version = parsing(() => readInteger(readFields(data, '')['v'], 'v', 0, Number.MAX_SAFE_INTEGER));
  if (!version.ok) return version;
  if (version.value !== PROTOCOL_VERSION) return { ok: false, problem: { kind: 'other-version', version: version.value } };
  return parsing(() => readCall(data));
}

function readCall(data: unknown): CallDocument {
  const fields = readFields(data, '');
  const answer = optional(fields['answer'], (value) => readDescription(value, 'answer'));
  const wanted = optional(fields['wanted'], readWanted);
  const ended = optional(fields['ended'], readEnded);
  return {
    v: PROTOCOL_VERSION,
    caller: readText(fields['caller'], 'caller', MAX_UID_LENGTH),
    callee: readText(fields['callee'], 'callee', MAX_UID_LENGTH),
    createdAt: readTimestamp(fields['createdAt'], 'createdAt'),
    expiresAt: readTimestamp(fields['expiresAt'], 'expiresAt'),
    shard: readText(fields['shard'], 'shard', 1),
    offer: readDescription(fields['offer'], 'offer'),
    ...(answer && { answer }),
    ...(wanted && { wanted }),
    away: optional(fields['away'], (value) => readRounds(value, 'away')) ?? {},
    returning: optional(fields['returning'], (value) => readRounds(value, 'returning')) ?? {},
    ...(ended && { ended }),
  };
}

function readDescription(value: unknown, field: string): SealedDescription {
  const fields = readFields(value, field);
  return {
    round: readInteger(fields['round'], `${field}.round`, 1, MAX_ROUND),
    sealed: readBytes(fields['sealed'], `${field}.sealed`, MIN_SEALED_BYTES, MAX_SEALED_DESCRIPTION_BYTES),
  };
}

function readWanted(value: unknown): Wanted {
  const fields = readFields(value, 'wanted');
  return { round: readInteger(fields['round'], 'wanted.round', 1, MAX_ROUND) };
}

function readRounds(value: unknown, field: string): RoundsByRole {
  const fields = readFields(value, field);
  const caller = optional(fields['caller'], (round) => readInteger(round, `${field}.caller`, 1, MAX_ROUND));
  const callee = optional(fields['callee'], (round) => readInteger(round, `${field}.callee`, 1, MAX_ROUND));
  return { ...(caller !== undefined && { caller }), ...(callee !== undefined && { callee }) };
}

function readEnded(value: unknown): Ended {
  const fields = readFields(value, 'ended');
  return {
    by: readOneOf(fields['by'], 'ended.by', ['caller', 'callee']),
    reason: readOneOf(fields['reason'], 'ended.reason', END_REASONS),
    at: readTimestamp(fields['at'], 'ended.at'),
  };
}
