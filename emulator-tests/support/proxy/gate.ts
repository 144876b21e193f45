import { Door } from './door.ts';
import { type Answer, type Bytes, type Middleware, type Next, readAll, type Request } from './middleware.ts';
import { isWarmUp } from './store-requests.ts';

/** One person's way to Firestore, with gates in it: what is to be written, or to be heard, waits for as long as a test says. */
export class Gate implements Middleware {
  readonly #toCommits = new Door();
  readonly #fromListens = new Door();
  #onHeld: (() => void) | undefined;
  /** When a commit was asked for, in ms since 1970; the empty ones that open the way are none. */
  readonly commits: number[] = [];

  /** @returns what resolves once a commit is there and waits; one whose page goes is dropped */
  holdCommits(): Promise<void> {
    this.#toCommits.close();
    return new Promise((resolve) => {
      this.#onHeld = resolve;
    });
  }

  letCommits(): void {
    this.#toCommits.open();
  }

  /** Nothing of what has changed is heard from now on; it is not lost. */
  holdListens(): void {
    this.#fromListens.close();
  }

  letListens(): void {
    this.#fromListens.open();
  }

  letAll(): void {
    this.letCommits();
    this.letListens();
  }

  async handle(request: Request, next: Next): Promise<Answer> {
    if (request.kind === 'commit') return this.#commit(request, next);
    const answer = await next(request);
    // What a page says on its channel by POST is acknowledged all the same.
    const isHeard = request.kind === 'listen' && request.method === 'GET';
    return isHeard ? { ...answer, body: this.#hear(answer.body) } : answer;
  }

  async #commit(request: Request, next: Next): Promise<Answer> {
    const body = await readAll(request.body);
    if (!isWarmUp(request.kind, body)) {
      this.commits.push(Date.now());
      if (this.#toCommits.isClosed) this.#onHeld?.();
      await this.#toCommits.pass();
    }
    return next({ ...request, body: [body] });
  }

  async *#hear(bytes: Bytes): AsyncGenerator<Buffer> {
    for await (const chunk of bytes) {
      await this.#fromListens.pass();
      yield chunk;
    }
    // That it has ended is heard of no sooner.
    await this.#fromListens.pass();
  }
}
