/** The database as its owner sees it, past all rules: what a call has left there, and a hand to change it. */
import type { SharedStack } from './shared-stack.ts';

export interface StoredDocument {
  /** Below the database's root: calls/… */
  readonly path: string;
  readonly updateTime: string;
  /** As the REST API has them: {name: {integerValue: '1'}, …}, bytes in base64. */
  readonly fields: Readonly<Record<string, unknown>>;
}

interface Listing {
  readonly documents?: readonly { readonly name: string; readonly updateTime?: string; readonly fields?: Record<string, unknown> }[];
}

export class Database {
  readonly #documents: string;
  readonly #prefix: string;

  constructor({ projectId, ports }: SharedStack) {
    this.#prefix = `projects/${projectId}/databases/(default)/documents/`;
    this.#documents = `http://127.0.0.1:${ports.firestore}/v1/projects/${projectId}/databases/(default)/documents`;
  }

  /** Names of the collections below a document, or at the root. */
  async collections(below = ''): Promise<readonly string[]> {
    const { collectionIds } = (await this.#ask(`${below && `/${below}`}:listCollectionIds`, 'POST', {})) as { collectionIds?: string[] };
    return collectionIds ?? [];
  }

  /** The document of a call and everything below it, whatever it is called. */
  async everythingOf(callId: string): Promise<readonly StoredDocument[]> {
    const all = await this.#inCollection('calls');
    return [...all.filter(({ path }) => path === `calls/${callId}`), ...(await this.#below(`calls/${callId}`))];
  }

  /** A call with its candidates, whose leases are never longer. */
  async expire(callId: string): Promise<void> {
    const aMinuteAgo = new Date(Date.now() - 60_000).toISOString();
    const fields = { expiresAt: { timestampValue: aMinuteAgo } };
    for (const { path } of await this.everythingOf(callId)) await this.#ask(`/${path}?updateMask.fieldPaths=expiresAt`, 'PATCH', { fields });
  }

  async #below(path: string): Promise<readonly StoredDocument[]> {
    const found: StoredDocument[] = [];
    for (const collection of await this.collections(path)) {
      for (const document of await this.#inCollection(`${path}/${collection}`)) {
        found.push(document, ...(await this.#below(document.path)));
      }
    }
    return found;
  }

  async #inCollection(collection: string): Promise<readonly StoredDocument[]> {
    const { documents = [] } = (await this.#ask(`/${collection}?pageSize=1000`, 'GET')) as Listing;
    return documents.map(({ name, updateTime = '', fields = {} }) => ({ path: name.slice(this.#prefix.length), updateTime, fields }));
  }

  async #ask(what: string, method: string, body?: object): Promise<unknown> {
    const response = await fetch(`${this.#documents}${what}`, {
      method,
      headers: { authorization: 'Bearer owner', 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`Firestore answered ${response.status} to ${what}: ${await response.text()}`);
    return response.json();
  }
}

export function callIdOf(link: string): string {
  return new URL(link).pathname.split('/').at(-1) ?? '';
}
