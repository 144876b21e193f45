import { type Answer, type Bytes, type Middleware, type Next, never, readAll, type Request } from './middleware.ts';
import { Door } from './door.ts';
import { isWarmUp } from './store-requests.ts';

/** As Firestore answers: the status, and the same in the words of its API. */
const ANSWERS = {
  refused: { status: 403, code: 'PERMISSION_DENIED' },
  'quota-exhausted': { status: 429, code: 'RESOURCE_EXHAUSTED' },
  unavailable: { status: 503, code: 'UNAVAILABLE' },
} as const;

export type Fault = keyof typeof ANSWERS;
type Part = 'commits and reads' | 'listeners' | 'everything';

interface Stream {
  isSilent: boolean;
  breakOff(): void;
}

/** Firestore as one participant meets it, on a bad day. */
export class Faults implements Middleware {
  readonly #streams = new Set<Stream>();
  readonly #toListening = new Door();
  #fault: { readonly what: Fault; readonly part: Part } | undefined;
  #turnedDown = 0;
  #tokens: string | undefined;
  #swallows: 'requests' | 'answers' | undefined;
  #swallowed = 0;
  #listens = 0;

  /** How many listening requests the database has answered. */
  get listens(): number {
    return this.#listens;
  }

  /** How many commits and reads have been answered with a fault. */
  get turnedDown(): number {
    return this.#turnedDown;
  }

  /** How many commits and reads have been swallowed. */
  get swallowed(): number {
    return this.#swallowed;
  }

  /** From now on; what listens is cut off, too, if it is concerned. */
  answer(what: Fault, part: Part): void {
    this.#fault = { what, part };
    if (part !== 'commits and reads') for (const stream of this.#streams) stream.breakOff();
  }

  /** Commits and reads are refused unless they bring this App Check token, as where it is enforced. */
  enforce(appCheckToken: string): void {
    this.#tokens = appCheckToken;
  }

  /**
   * From now on, commits and reads are taken and never answered; their connections stay. Swallowed as `answers`, they
   * have been made all the same.
   */
  swallow(what: 'requests' | 'answers'): void {
    this.#swallows = what;
  }

  /** For what comes from now on. */
  recover(): void {
    this.#fault = undefined;
    this.#swallows = undefined;
  }

  /** Listening requests get no answer until they are let through. */
  holdListeners(): void {
    this.#toListening.close();
  }

  letThrough(): void {
    this.#toListening.open();
  }

  /** Open streams carry no more data, without an error. New ones work. */
  silenceListeners(): void {
    for (const stream of this.#streams) stream.isSilent = true;
  }

  async handle(request: Request, next: Next): Promise<Answer> {
    if (request.kind === 'preflight') return next(request);
    const isListening = request.kind === 'listen';
    const { what, part } = this.#fault ?? {};
    const isWithoutToken = !isListening && this.#tokens !== undefined && request.headers['x-firebase-appcheck'] !== this.#tokens;
    const fault = what && (part === 'everything' || (part === 'listeners') === isListening) ? what : isWithoutToken ? 'refused' : undefined;
    if (fault) {
      if (!isListening) this.#turnedDown += 1;
      return failed(request, fault);
    }
    if (isListening) return this.#listen(request, next);
    return this.#swallows ? this.#swallow(request, next, this.#swallows) : next(request);
  }

  async #listen(request: Request, next: Next): Promise<Answer> {
    await this.#toListening.pass();
    const answer = await next(request);
    this.#listens += 1;
    const stream: Stream = { isSilent: false, breakOff: request.breakOff };
    this.#streams.add(stream);
    request.signal.addEventListener('abort', () => this.#streams.delete(stream));
    return { ...answer, body: whileHeard(stream, answer.body) };
  }

  async #swallow(request: Request, next: Next, what: 'requests' | 'answers'): Promise<Answer> {
    const body = await readAll(request.body);
    // Made, whether its page stays or not.
    if (what === 'answers') await readAll((await next({ ...request, body: [body], signal: new AbortController().signal })).body);
    if (request.kind !== 'other' && !isWarmUp(request.kind, body)) this.#swallowed += 1;
    return never();
  }
}

async function* whileHeard(stream: Stream, bytes: Bytes): AsyncGenerator<Buffer> {
  for await (const chunk of bytes) if (!stream.isSilent) yield chunk;
  if (stream.isSilent) await never();
}

async function failed({ body, headers }: Request, what: Fault): Promise<Answer> {
  await readAll(body);
  const { status, code } = ANSWERS[what];
  return {
    status,
    headers: {
      'content-type': 'application/json',
      // Or the page is told of a broken network instead.
      'access-control-allow-origin': headers.origin ?? '*',
      'access-control-allow-credentials': 'true',
    },
    body: [Buffer.from(JSON.stringify({ error: { code: status, status: code, message: `${code}, by a test` } }))],
  };
}
