/**
 * Firestore over REST, as a client of the rules: one commit or query a request, every value with exactly the type that
 * the test names. An SDK would hide some of what has to be tried here: 1.0 beside 1, a field that is sent but not
 * masked, a transform of a nested field, a token of nobody.
 */

/** A number that is a float in the database even where it has no fraction. */
export class Float {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }
}

/** The time of the commit, which the server fills in (a transform). */
export const SERVER_TIME = Symbol('server time');
/** A transform that adds to what is there. */
export class Increment {
  readonly by: number | Float;

  constructor(by: number | Float) {
    this.by = by;
  }
}

/** A transform that adds to the list that is there, or begins one. */
export class Union {
  readonly items: readonly Value[];

  constructor(...items: Value[]) {
    this.items = items;
  }
}

export type Value = null | boolean | number | string | Date | Uint8Array | Float | Increment | Union | typeof SERVER_TIME | readonly Value[] | Fields;
export interface Fields {
  [name: string]: Value;
}

/** One document write of a commit. `at` is a path below the database's root. A patch writes the masked fields alone. */
export type DocumentWrite =
  | { at: string; set: Fields }
  | { at: string; patch: Fields; mask?: string[] }
  | { at: string; remove: true };

export interface ListQuery {
  /** Path of the parent document, '' for the root. */
  parent: string;
  collection: string;
  limit?: number;
  isCollectionGroup?: boolean;
}

/** Who asks: a user id, nobody, or the owner of the project, whom no rule holds. */
export type Actor = string | undefined | typeof OWNER;
export const OWNER = Symbol('owner');

export type Outcome = 'allowed' | 'denied';

export class RulesDatabase {
  readonly project: string;
  readonly #url: string;

  constructor(host: string, project: string) {
    this.project = project;
    this.#url = `http://${host}/v1/projects/${project}/databases/(default)/documents`;
  }

  commit(by: Actor, writes: readonly DocumentWrite[]): Promise<Outcome> {
    return this.#ask(by, ':commit', { writes: writes.map((write) => this.#encodeWrite(write)) });
  }

  get(by: Actor, path: string): Promise<Outcome> {
    return this.#ask(by, ':batchGet', { documents: [this.#name(path)] });
  }

  list(by: Actor, query: ListQuery): Promise<Outcome> {
    return this.#ask(by, `${query.parent && `/${query.parent}`}:runQuery`, {
      structuredQuery: {
        from: [{ collectionId: query.collection, allDescendants: query.isCollectionGroup ?? false }],
        ...(query.limit !== undefined && { limit: query.limit }),
      },
    });
  }

  async #ask(by: Actor, operation: string, body: unknown): Promise<Outcome> {
    const token = by === OWNER ? 'owner' : by === undefined ? undefined : unsignedToken(this.project, by);
    const response = await fetch(`${this.#url}${operation}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token !== undefined && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(body),
    });
    const answer = await response.text();
    if (response.ok) return 'allowed';
    // Anything but a refusal by the rules (a malformed request, say) would let a denial pass for the wrong reason.
    if (response.status === 403 && answer.includes('PERMISSION_DENIED')) return 'denied';
    throw new Error(`Firestore answered ${response.status} to ${operation}: ${answer}`);
  }

  #name(path: string): string {
    return `projects/${this.project}/databases/(default)/documents/${path}`;
  }

  #encodeWrite(write: DocumentWrite): unknown {
    const name = this.#name(write.at);
    if ('remove' in write) return { delete: name };
    const { fields, transforms } = encodeFields('set' in write ? write.set : write.patch);
    const mask = 'set' in write ? undefined : (write.mask ?? Object.keys(write.patch).filter((name) => !isTransform(write.patch[name])));
    return {
      update: { name, fields },
      ...(mask && { updateMask: { fieldPaths: mask } }),
      ...(transforms.length > 0 && { updateTransforms: transforms }),
    };
  }
}

/** The emulators take a token that nobody has signed. */
function unsignedToken(project: string, uid: string): string {
  const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const claims = { sub: uid, user_id: uid, aud: project, iss: `https://securetoken.google.com/${project}`, iat: 0, exp: 4_102_444_800 };
  return `${encode({ alg: 'none', typ: 'JWT' })}.${encode(claims)}.`;
}

function encodeFields(document: Fields): { fields: unknown; transforms: unknown[] } {
  const transforms: unknown[] = [];
  return { fields: encodeMap(document, '', transforms), transforms };
}

/** Transforms are no values: they leave the map and are listed beside it, by path. */
function encodeMap(map: Fields, prefix: string, transforms: unknown[]): Record<string, unknown> {
  const encoded: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(map)) {
    const fieldPath = `${prefix}${name}`;
    if (value === SERVER_TIME) transforms.push({ fieldPath, setToServerValue: 'REQUEST_TIME' });
    else if (value instanceof Increment) transforms.push({ fieldPath, increment: encodeValue(value.by, fieldPath, transforms) });
    else if (value instanceof Union) transforms.push({ fieldPath, appendMissingElements: { values: value.items.map((item) => encodeValue(plain(item), fieldPath, transforms)) } });
    else encoded[name] = encodeValue(value, fieldPath, transforms);
  }
  return encoded;
}

function encodeValue(value: Exclude<Value, symbol | Increment | Union>, path: string, transforms: unknown[]): unknown {
  if (value === null) return { nullValue: null };
  if (typeof value === 'boolean') return { booleanValue: value };
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'number') return { integerValue: String(value) };
  if (value instanceof Float) return { doubleValue: value.value };
  if (value instanceof Date) return { timestampValue: value.toISOString() };
  if (value instanceof Uint8Array) return { bytesValue: Buffer.from(value).toString('base64') };
  if (isList(value)) return { arrayValue: { values: value.map((item) => encodeValue(plain(item), path, transforms)) } };
  return { mapValue: { fields: encodeMap(value, `${path}.`, transforms) } };
}

/** A masked field without a value is removed, and a transform would begin with nothing. */
function isTransform(value: Value | undefined): boolean {
  return value === SERVER_TIME || value instanceof Increment || value instanceof Union;
}

function isList(value: readonly Value[] | Fields): value is readonly Value[] {
  return Array.isArray(value);
}

function plain(value: Value): Exclude<Value, symbol | Increment | Union> {
  if (typeof value === 'symbol' || value instanceof Increment || value instanceof Union) throw new Error('Firestore knows no transform inside a list');
  return value;
}
