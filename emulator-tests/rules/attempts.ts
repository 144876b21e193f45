import { OWNER, type RulesDatabase, type Actor, type DocumentWrite, type Fields, type Outcome, type Value } from './firestore-rest.ts';

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

/** Puts what an attempt finds into the database, then tries its request. */
export async function run(db: RulesDatabase, attempt: Attempt): Promise<Outcome> {
  await prepare(db, attempt);
  return request(db, attempt);
}

export async function prepare(db: RulesDatabase, { callId, given }: Attempt): Promise<void> {
  const documents = Object.entries(given).map(([at, fields]) => ({ at: absolute(callId, at), set: fields }));
  if (documents.length > 0) await db.commit(OWNER, documents);
}

export function request(db: RulesDatabase, { by, callId, request }: Attempt): Promise<Outcome> {
  if ('writes' in request) return db.commit(by, request.writes.map((write) => ({ ...write, at: absolute(callId, write.at) })));
  if ('get' in request) return db.get(by, absolute(callId, request.get));
  const [collection = '', ...parent] = absolute(callId, request.list).split('/').reverse();
  return db.list(by, { parent: parent.reverse().join('/'), collection, ...without(request, 'list') });
}

function absolute(callId: string, at: string): string {
  return at.startsWith('/') ? at.slice(1) : ['calls', callId, ...(at ? [at] : [])].join('/');
}

function without<T extends object, K extends keyof T>(object: T, key: K): Omit<T, K> {
  const { [key]: _left, ...rest } = object;
  return rest;
}

// ---- Changes, to be named in tables ----

/** A value, or what makes it when the case is run: a table is read long before, and times go by meanwhile. */
type ValueOrMaker = Value | (() => Value);

function made(value: ValueOrMaker): Value {
  return typeof value === 'function' ? value() : value;
}

export const all = (...changes: Change[]): Change => (draft) => {
  for (const change of changes) change(draft);
};

export const by = (actor: Actor): Change => (draft) => {
  draft.by = actor;
};

/** Sets a field of a write, by its dotted path. What a patch did not touch before, it touches then. */
export const put = (path: string, value: ValueOrMaker, write = 0): Change => (draft) => {
  setIn(fieldsOf(draft, write), path, made(value));
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
export const given = (path: string, value: ValueOrMaker, document = ''): Change => (draft) => {
  const fields = draft.given[document];
  if (!fields) throw new Error(`nothing is given at '${document}'`);
  setIn(fields, path, made(value));
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
