/** The outcome of a request, as a value, read from the replies of Firestore's REST API. */
import { AppError } from '../../../base/errors.ts';
import { fieldsOf, NO_FIELDS, parseJson, type Fields } from '../../../base/parse.ts';
import { statusFailure } from './firestore-errors.ts';
import { decodeFields } from './firestore-values.ts';
import type { CommitOutcome } from '../../signal-channel.ts';

export type Answer<T> =
  | { readonly kind: 'answered'; readonly value: T }
  /** By Firestore itself. */
  | { readonly kind: 'turned-down'; readonly error: AppError }
  /** It may have been served all the same. */
  | { readonly kind: 'unanswered'; readonly error: AppError; readonly isCalledOff?: true };

/** Undefined: there is no such document. */
export type DocumentRead = Fields | undefined;

export interface DocumentListed {
  readonly id: string;
  readonly data: NonNullable<DocumentRead>;
}

/** As much of a Response as is looked at, its body read. */
export interface Received {
  readonly status: number;
  readonly text: string;
}

/**
 * What a commit comes to. Denied: the database has judged it and nothing was written. Everything else, even out of
 * quota, leaves it open, since the answer may come from something between here and the database.
 */
export function outcomeOf(answer: Answer<unknown>): CommitOutcome {
  if (answer.kind === 'answered') return { kind: 'committed' };
  const { error } = answer;
  if (answer.kind === 'unanswered') return { kind: 'unknown', error, ...(answer.isCalledOff && { isCalledOff: true }) };
  return { kind: error.failure === 'refused' || error.failure === 'signed-out' ? 'denied' : 'unknown', error };
}

/** 200 alone proves nothing: so says any gate of a hotel's network. */
export function readCommitted(received: Received): Answer<'committed'> {
  const { commitTime } = contentOf(received);
  return received.status === 200 && typeof commitTime === 'string' ? { kind: 'answered', value: 'committed' } : readTrouble(received);
}

/** To a commit without writes, of which there may be nothing to say. */
export function readReached(received: Received): Answer<'reached'> {
  return received.status === 200 ? { kind: 'answered', value: 'reached' } : readTrouble(received);
}

export function readDocument(received: Received): Answer<DocumentRead> {
  const { found, missing } = contentOf(received);
  const document = fieldsOf(found);
  if (received.status === 200 && document) return { kind: 'answered', value: decodeFields(document['fields']) };
  if (received.status === 200 && typeof missing === 'string') return { kind: 'answered', value: undefined };
  return readTrouble(received);
}

/** Each document comes in a part of its own; where there is none, one part comes without any. */
export function readDocuments(received: Received): Answer<readonly DocumentListed[]> {
  const parts = partsOf(received);
  if (received.status !== 200 || typeof parts[0]?.['readTime'] !== 'string') return readTrouble(received);
  const found = parts.map(({ document }) => fieldsOf(document));
  return { kind: 'answered', value: found.filter((document) => document !== undefined).map(({ name, fields }) => ({ id: String(name).replace(/^.*\//, ''), data: decodeFields(fields) })) };
}

/** When the server made it, ms since 1970; a refusal doesn't say. */
export function timeOf(received: Received): number | undefined {
  const { commitTime, readTime } = contentOf(received);
  const told = typeof commitTime === 'string' ? commitTime : readTime;
  return received.status === 200 && typeof told === 'string' ? Date.parse(told) : undefined;
}

/** `{"error": {"code": 403, "status": "PERMISSION_DENIED", …}}`; any other reply is not from Firestore. */
export function readTrouble(received: Received): Answer<never> {
  const { error } = contentOf(received);
  const status = fieldsOf(error)?.['status'];
  if (typeof status === 'string') return { kind: 'turned-down', error: statusFailure(status, `status ${status}`) };
  return { kind: 'unanswered', error: new AppError('unavailable', { detail: `HTTP ${received.status}, not from Firestore` }) };
}

/** Of one part, where one document is asked for; the first of several says as much of all of them. */
function contentOf(received: Received): Fields {
  return partsOf(received)[0] ?? NO_FIELDS;
}

/** An answer in parts, as to a read or a query, is a list. */
export function partsOf({ text }: Received): readonly Fields[] {
  const parsed = parseJson(text);
  if (!parsed.ok) return [];
  const parts: readonly unknown[] = Array.isArray(parsed.value) ? parsed.value : [parsed.value];
  return parts.map(fieldsOf).filter((part) => part !== undefined);
}
