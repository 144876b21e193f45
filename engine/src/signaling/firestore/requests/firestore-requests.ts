/**
 * Commits and reads as requests of our own, each of which can be given up: one of the SDK's waits on a dead connection
 * for as long as the browser does, and keeps what comes after it waiting. Listeners are the SDK's.
 */
import type { Firestore } from 'firebase/firestore';
import { AppError, toAppError } from '../../../base/errors.ts';
import type { Clock } from '../../../base/clock.ts';
import type { ServerClock } from '../../../base/server-clock.ts';
import {
  readCommitted, readDocument, readDocuments, readReached, timeOf, type Answer, type DocumentListed, type DocumentRead, type Received,
} from './firestore-answers.ts';
import { dropDeadConnections } from '../listening/firestore-connections.ts';
import { commitBody, listBody, readBody, type DocumentWrite } from './firestore-commit.ts';
import type { Tokens, TokenCache } from './token-cache.ts';

/**
 * How long a commit or a read may take unless its caller has less time. A working mobile network
 * answers within 3 s, after a lost packet or two; at 10 s a person has long begun to wonder.
 */
export const DEADLINE_MS = 10_000;

export interface RequestOptions {
  readonly firestore: Pick<Firestore, 'app'>;
  /** `https://firestore.googleapis.com`, or the emulator's origin. */
  readonly restOrigin: string;
  readonly clock: Clock;
  /** Told what time each answer says that it is. */
  readonly serverClock: ServerClock;
  readonly isOnline: () => boolean;
  readonly fetch?: typeof fetch;
}

export class FirestoreRequests {
  readonly #options: RequestOptions;
  readonly #tokens: TokenCache;
  readonly #waiting = new Set<AbortController>();
  #renewed: Promise<void> = Promise.resolve();

  constructor(options: RequestOptions, tokens: TokenCache) {
    this.#options = options;
    this.#tokens = tokens;
  }

  commit(writes: readonly DocumentWrite[], limitMs = DEADLINE_MS): Promise<Answer<'committed'>> {
    return this.#ask('commit', commitBody(this.#documents, writes), limitMs, readCommitted, isSignedOut);
  }

  /** The document as the server has it now, whatever a listener on it has received so far. */
  read(path: string, limitMs = DEADLINE_MS): Promise<Answer<DocumentRead>> {
    return this.readAll([path], readDocument, limitMs);
  }

  /** Several documents in one request. @param readAnswer makes of the whole answer what is asked for */
  readAll<T>(paths: readonly string[], readAnswer: (received: Received) => Answer<T>, limitMs = DEADLINE_MS): Promise<Answer<T>> {
    return this.#ask('batchGet', readBody(this.#documents, paths), limitMs, readAnswer, isTurnedAway);
  }

  /** The documents of a collection right below the document `parent`, `limit` of them at most, in no promised order. */
  list(parent: string, collectionId: string, limit: number): Promise<Answer<readonly DocumentListed[]>> {
    return this.#ask('runQuery', listBody(collectionId, limit), DEADLINE_MS, readDocuments, isSignedOut, `/${parent}`);
  }

  /**
   * A commit without writes opens the connection and has the browser ask its question before another origin's
   * (a preflight), whose answer it keeps for all commits: they have one address and the same headers. It is billed nothing.
   */
  warm(): Promise<Answer<'reached'>> {
    return this.#ask('commit', commitBody(this.#documents, []), DEADLINE_MS, readReached, isTurnedAway);
  }

  /**
   * The commit of a page that is going: handed to the browser as a keepalive request, which outlives the page. Rejects
   * if the browser refuses it; the page does not learn whether it arrives. False without cached tokens.
   */
  leave(writes: readonly DocumentWrite[]): Promise<unknown> | false {
    const { tokens } = this.#tokens;
    return tokens ? this.#send(':commit', commitBody(this.#documents, writes), tokens, { keepalive: true }) : false;
  }

  /**
   * What waits for an answer is given up, and dead connections are dropped; what is asked meanwhile waits for that.
   * Never rejects.
   */
  renew(): Promise<void> {
    const { restOrigin, clock, fetch = globalThis.fetch } = this.#options;
    for (const one of this.#waiting) one.abort(new CalledOff());
    this.#renewed = dropDeadConnections(restOrigin, clock, fetch);
    return this.#renewed;
  }

  /**
   * @param isForTokens whether such an answer is for the tokens that were sent, and others may do
   * @param below the database's root: what it is asked of, where that is not the root itself
   */
  async #ask<T>(
    operation: Operation, body: string, limitMs: number, readAnswer: (received: Received) => Answer<T>, isForTokens: (answer: Answer<T>) => boolean,
    below = '',
  ): Promise<Answer<T>> {
    const giveUp = new AbortController();
    const { signal } = giveUp;
    const cancel = this.#options.clock.after(limitMs, () => giveUp.abort(new AppError('unavailable', { detail: `no answer to a ${operation} in time` })));
    this.#waiting.add(giveUp);
    const ask = async (tokens: Promise<Tokens>): Promise<Answer<T>> => readAnswer(await this.#receive(`${below}:${operation}`, body, await tokens, signal));
    try {
      await untilAborted(this.#renewed, signal);
      const answer = await untilAborted(ask(this.#tokens.fresh()), signal);
      if (!isForTokens(answer)) return answer;
      // An hour has passed since one was made, this device's clock was set back, or App Check had none in time.
      return await untilAborted(this.#tokens.renewed().then((tokens) => ask(Promise.resolve(tokens)), () => answer), signal);
    } catch (error) {
      // Not every browser rejects with the reason that the signal has.
      return unanswered(signal.aborted ? signal.reason : error, this.#options.isOnline());
    } finally {
      cancel();
      this.#waiting.delete(giveUp);
    }
  }

  async #receive(what: string, body: string, tokens: Tokens, signal: AbortSignal): Promise<Received> {
    const { serverClock } = this.#options;
    const asked = serverClock.moment();
    const response = await this.#send(what, body, tokens, { signal });
    const received = { status: response.status, text: await response.text() };
    const toldMs = timeOf(received);
    if (toldMs !== undefined) serverClock.learn(toldMs, asked);
    return received;
  }

  #send(what: string, body: string, { idToken, appCheckToken }: Tokens, how: RequestInit): Promise<Response> {
    const { firestore: { app }, restOrigin, fetch = globalThis.fetch } = this.#options;
    const key = app.options.apiKey === undefined ? '' : `?key=${encodeURIComponent(app.options.apiKey)}`;
    return fetch(`${restOrigin}/v1/${this.#documents}${what}${key}`, {
      ...how,
      method: 'POST',
      headers: {
        ...(idToken !== '' && { Authorization: `Bearer ${idToken}` }),
        // As the SDK says, though it is JSON: of another type the browser would ask first even without tokens.
        'Content-Type': 'text/plain',
        ...(appCheckToken !== undefined && { 'X-Firebase-AppCheck': appCheckToken }),
      },
      body,
    });
  }

  get #documents(): string {
    return `projects/${this.#options.firestore.app.options.projectId ?? ''}/databases/(default)/documents`;
  }
}

/** Called off for a new connection, a read is made again over that: it changes nothing. */
export async function untilNotCalledOff<T>(read: () => Promise<Answer<T>>): Promise<Answer<T>> {
  for (;;) {
    const answer = await read();
    if (answer.kind !== 'unanswered' || !answer.isCalledOff) return answer;
  }
}

type Operation = 'commit' | 'batchGet' | 'runQuery';

class CalledOff extends AppError {
  constructor() {
    super('unavailable', { detail: 'aborted for a new connection' });
  }
}

function isSignedOut(answer: Answer<unknown>): boolean {
  return answer.kind === 'turned-down' && answer.error.failure === 'signed-out';
}

/** Every signed-in user may make a request that writes nothing, so no rule refuses it. */
function isTurnedAway(answer: Answer<unknown>): boolean {
  return isSignedOut(answer) || (answer.kind === 'turned-down' && answer.error.failure === 'refused');
}

function unanswered(error: unknown, isOnline: boolean): Answer<never> {
  const named = toAppError(error, isOnline ? 'unavailable' : 'offline');
  return { kind: 'unanswered', error: named, ...(named instanceof CalledOff && { isCalledOff: true }) };
}

/** Awaits `work` until the signal aborts, and no longer. @throws the reason of the signal */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(toAppError(signal.reason));
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject);
  });
}
