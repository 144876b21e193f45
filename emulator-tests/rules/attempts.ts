import { describe, expect, it } from 'vitest';
import { OWNER, RulesDatabase, type Actor, type DocumentWrite, type Fields, type Outcome, type Value } from './firestore-rest.ts';

/**
 * One request that somebody tries on one call, and what stands in the database before it. Paths are relative to the
 * call ('' is the call itself, 'callerCandidates/0' a batch); one that begins with '/' starts at the root.
 */
export interface Attempt {
  by: Actor;
  callId: string;
  given: Record<string, Fields>;
  request: { writes: DocumentWrite[] } | { get: string } | { list: string; limit?: number; isCollectionGroup?: boolean };
}

/** Changes a draft of an attempt in place. */
export type Change = (draft: Attempt) => void;

/**
 * A denial and the success beside it: `base` (with `beside`, when the success is a variant) is allowed, and the same
 * with `spoil`, which changes exactly one thing, is denied.
 */
export interface Pair {
  denied: string;
  spoil: Change;
  beside?: Change;
}

/** A variant of `base` that is allowed as well. */
export interface Variant {
  allowed: string;
  vary: Change;
}

export function database(): RulesDatabase {
  const host = process.env['FIRESTORE_EMULATOR_HOST'];
  if (host === undefined) throw new Error('FIRESTORE_EMULATOR_HOST names no emulator: run these tests with npm test');
  // All files share one project, so that its coverage report is of the whole suite; ids are random, nothing collides.
  return new RulesDatabase(host, process.env['RULES_PROJECT'] ?? 'demo-rules');
}

/** @param base makes a fresh attempt, with a call id of its own, each time */
export function describePairs(title: string, base: () => Attempt, rows: readonly (Pair | Variant)[]): void {
  const db = database();
  describe(title, () => {
    it('allowed', async () => {
      expect(await run(db, base())).toBe('allowed');
    });
    for (const row of rows) {
      if ('allowed' in row) it(`allowed: ${row.allowed}`, () => expectOutcome(db, 'allowed', base(), row.vary));
      else it(`denied: ${row.denied}`, () => expectPair(db, base, row));
    }
  });
}

async function expectPair(db: RulesDatabase, base: () => Attempt, { beside = keepAsItIs, spoil }: Pair): Promise<void> {
  await expectOutcome(db, 'allowed', base(), beside);
  await expectOutcome(db, 'denied', base(), beside, spoil);
}

async function expectOutcome(db: RulesDatabase, outcome: Outcome, attempt: Attempt, ...changes: Change[]): Promise<void> {
  for (const change of changes) change(attempt);
  expect(await run(db, attempt)).toBe(outcome);
}

function keepAsItIs(): void {}

export async function run(db: RulesDatabase, { by, callId, given, request }: Attempt): Promise<Outcome> {
  const absolute = (at: string) => (at.startsWith('/') ? at.slice(1) : ['calls', callId, ...(at ? [at] : [])].join('/'));
  const documents = Object.entries(given).map(([at, fields]) => ({ at: absolute(at), set: fields }));
  if (documents.length > 0) await db.commit(OWNER, documents);
  if ('writes' in request) return db.commit(by, request.writes.map((write) => ({ ...write, at: absolute(write.at) })));
  if ('get' in request) return db.get(by, absolute(request.get));
  const [collection = '', ...parent] = absolute(request.list).split('/').reverse();
  return db.list(by, { parent: parent.reverse().join('/'), collection, ...without(request, 'list') });
}

function without<T extends object, K extends keyof T>(object: T, key: K): Omit<T, K> {
  const { [key]: _left, ...rest } = object;
  return rest;
}

// ---- Changes, to be named in tables ----

export const all = (...changes: Change[]): Change => (draft) => {
  for (const change of changes) change(draft);
};

export const by = (actor: Actor): Change => (draft) => {
  draft.by = actor;
};

/** Sets a field of a write, by its dotted path. What a patch did not touch before, it touches then. */
export const put = (path: string, value: Value, write = 0): Change => (draft) => {
  setIn(fieldsOf(draft, write), path, value);
  const target = writeOf(draft, write);
  if (!('patch' in target) || !target.mask) return;
  const [field = ''] = path.split('.');
  if (!target.mask.some((masked) => masked.split('.')[0] === field)) target.mask.push(field);
};

/** Leaves a field out of what is written. */
export const omit = (path: string, write = 0): Change => (draft) => {
  removeFrom(fieldsOf(draft, write), path);
};

/** Patches the masked fields only, as an update of nested field paths does. */
export const mask = (...paths: string[]): Change => (draft) => {
  const write = writesOf(draft)[0];
  if (!write || !('patch' in write)) throw new Error('only a patch has a mask');
  write.mask = paths;
};

/** Changes what stands in the database beforehand. */
export const given = (path: string, value: Value, document = ''): Change => (draft) => {
  const fields = draft.given[document];
  if (!fields) throw new Error(`nothing is given at '${document}'`);
  setIn(fields, path, value);
};

export const givenWithout = (path: string, document = ''): Change => (draft) => {
  const fields = draft.given[document];
  if (!fields) throw new Error(`nothing is given at '${document}'`);
  removeFrom(fields, path);
};

export const givenDocument = (at: string, fields: Fields): Change => (draft) => {
  draft.given[at] = fields;
};

export const missing = (at: string): Change => (draft) => {
  if (!(at in draft.given)) throw new Error(`nothing is given at '${at}' anyway`);
  delete draft.given[at];
};

/** Sends a write somewhere else. */
export const writeAt = (at: string, write = 0): Change => (draft) => {
  writeOf(draft, write).at = at;
};

export const alsoWrite = (write: DocumentWrite): Change => (draft) => {
  writesOf(draft).push(write);
};

function writesOf({ request }: Attempt): DocumentWrite[] {
  if (!('writes' in request)) throw new Error('this attempt writes nothing');
  return request.writes;
}

function writeOf(draft: Attempt, index: number): DocumentWrite {
  const write = writesOf(draft)[index];
  if (!write) throw new Error(`this attempt has no write ${index}`);
  return write;
}

function fieldsOf(draft: Attempt, index: number): Fields {
  const write = writeOf(draft, index);
  if ('set' in write) return write.set;
  if ('patch' in write) return write.patch;
  throw new Error('a removal has no fields');
}

function setIn(fields: Fields, path: string, value: Value): void {
  const [holder, last] = holderOf(fields, path);
  holder[last] = value;
}

function removeFrom(fields: Fields, path: string): void {
  const [holder, last] = holderOf(fields, path);
  if (!(last in holder)) throw new Error(`there is no ${path} to leave out`);
  delete holder[last];
}

function holderOf(fields: Fields, path: string): [Fields, string] {
  const names = path.split('.');
  const last = names.pop() ?? '';
  let holder = fields;
  for (const name of names) {
    const next = holder[name];
    if (!isPlainMap(next)) throw new Error(`${path} leads through something that is no map`);
    holder = next;
  }
  return [holder, last];
}

function isPlainMap(value: Value | undefined): value is Fields {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
