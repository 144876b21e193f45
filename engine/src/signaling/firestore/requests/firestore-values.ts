/**
 * Values of Firestore's documents, in plain terms, and as its REST API writes them
 * (https://firebase.google.com/docs/firestore/reference/rest/v1/Value).
 */
import { fieldsOf, NO_FIELDS } from '../../../base/parse.ts';

/** The time at which the server writes it. */
export const SERVER_TIME: unique symbol = Symbol('server time');

/** Numbers are integers, a Date is a timestamp. Names are plain identifiers, which no field path has to quote. */
export type FieldValue = string | number | boolean | Uint8Array | Date | typeof SERVER_TIME | FieldMap;

export interface FieldMap {
  readonly [name: string]: FieldValue;
}

export interface EncodedFields {
  readonly fields: Readonly<Record<string, unknown>>;
  /** Paths of what the server fills in. A field that it fills in is among no fields. */
  readonly serverTimes: readonly string[];
}

export function encodeFields(map: FieldMap, prefix = ''): EncodedFields {
  const fields: Record<string, unknown> = {};
  const serverTimes: string[] = [];
  for (const [name, value] of Object.entries(map)) {
    if (value === SERVER_TIME) serverTimes.push(prefix + name);
    else if (isMap(value)) {
      const inner = encodeFields(value, `${prefix}${name}.`);
      fields[name] = { mapValue: { fields: inner.fields } };
      serverTimes.push(...inner.serverTimes);
    } else fields[name] = encodeValue(value);
  }
  return { fields, serverTimes };
}

function encodeValue(value: Exclude<FieldValue, FieldMap | symbol>): unknown {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { booleanValue: value };
  if (typeof value === 'number') return { integerValue: String(value) };
  if (value instanceof Date) return { timestampValue: value.toISOString() };
  return { bytesValue: toBase64(value) };
}

export function isMap(value: FieldValue): value is FieldMap {
  return typeof value === 'object' && !(value instanceof Uint8Array) && !(value instanceof Date);
}

/** A timestamp that was read: as much of the SDK's as the parsers of protocol/ ask for. */
class ReadTime {
  readonly #ms: number;

  constructor(text: string) {
    const [, whole = '', fraction = ''] = /^(.+?)(?:\.(\d+))?Z$/.exec(text) ?? [];
    // As the SDK reckons: of two who read the same document neither has another time.
    this.#ms = Date.parse(`${whole}Z`) + Number(fraction.padEnd(9, '0').slice(0, 9)) / 1e6;
  }

  toMillis(): number {
    return this.#ms;
  }
}

/** What the parsers of protocol/ read, of JSON as deep as base/parse.ts lets it be. A value that no document of ours has comes as undefined, which none of them takes. */
export function decodeFields(fields: unknown): Record<string, unknown> {
  return Object.fromEntries(entriesOf(fields).map(([name, value]) => [name, decodeValue(value)]));
}

function decodeValue(value: unknown): unknown {
  const [[kind, content] = []] = entriesOf(value);
  switch (kind) {
    case 'stringValue':
    case 'booleanValue': return content;
    case 'nullValue': return null;
    case 'integerValue':
    case 'doubleValue': return Number(content);
    case 'timestampValue': return new ReadTime(String(content));
    case 'bytesValue': return fromBase64(String(content));
    case 'mapValue': return decodeFields(fieldsOf(content)?.['fields']);
    default: return undefined;
  }
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return Object.entries(fieldsOf(value) ?? NO_FIELDS);
}

/** RFC 4648 section 4. */
function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

function fromBase64(text: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}
