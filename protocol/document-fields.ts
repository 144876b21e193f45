/**
 * Readers for the fields of documents that come out of Firestore. They know Firestore's own types by shape alone (`toMillis`,
 * `toUint8Array`), so the same parser serves the web SDK, the Admin SDK and plain objects of a test.
 */
import { fieldsOf, isInteger, isNumber, isOneOf, isText, type Fields } from './unknown-json.ts';

export type Problem = { readonly kind: 'other-version'; readonly version: number } | { readonly kind: 'malformed'; readonly field: string };
export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

/** Thrown inside a parser only; `parsing` turns it into a value. */
class Malformed extends Error {
  readonly field: string;

  constructor(field: string) {
    super(`malformed field ${field}`);
    this.field = field;
  }
}

export function parsing<T>(read: () => T): Parsed<T> {
  try {
    return { ok: true, value: read() };
  } catch (error) {
    if (error instanceof Malformed) return { ok: false, problem: { kind: 'malformed', field: error.field } };
    throw error;
  }
}

export function readFields(value: unknown, field: string): Fields {
  const fields = fieldsOf(value);
  if (!fields) throw new Malformed(field);
  return fields;
}

function isTimestamp(value: unknown): value is { toMillis(): unknown } {
  return typeof value === 'object' && value !== null && 'toMillis' in value && typeof value.toMillis === 'function';
}

function isFirestoreBytes(value: unknown): value is { toUint8Array(): unknown } {
  return typeof value === 'object' && value !== null && 'toUint8Array' in value && typeof value.toUint8Array === 'function';
}

export function readInteger(value: unknown, field: string, from: number, to: number): number {
  if (!isInteger(value, from, to)) throw new Malformed(field);
  return value;
}

export function readText(value: unknown, field: string, maxLength: number): string {
  if (!isText(value, maxLength)) throw new Malformed(field);
  return value;
}

export function readOneOf<T extends string>(value: unknown, field: string, allowed: readonly T[]): T {
  if (!isOneOf(value, allowed)) throw new Malformed(field);
  return value;
}

/** A Firestore Timestamp, as milliseconds since 1970. */
export function readTimestamp(value: unknown, field: string): number {
  const millis = isTimestamp(value) ? value.toMillis() : undefined;
  if (!isNumber(millis)) throw new Malformed(field);
  return millis;
}

/** Firestore Bytes (web), a Buffer (Admin) or a Uint8Array. */
export function readBytes(value: unknown, field: string, minBytes: number, maxBytes: number): Uint8Array {
  const bytes = asBytes(value);
  if (bytes === undefined || bytes.length < minBytes || bytes.length > maxBytes) throw new Malformed(field);
  return bytes;
}

function asBytes(value: unknown): Uint8Array | undefined {
  const bytes = isFirestoreBytes(value) ? value.toUint8Array() : value;
  return bytes instanceof Uint8Array ? bytes : undefined;
}

export function optional<T>(value: unknown, read: (present: unknown) => T): T | undefined {
  return value === undefined ? undefined : read(value);
}
