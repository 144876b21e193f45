/** Firestore as one participant meets it, on a bad day. */
import { Agent, createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { commitBody } from '../../web/src/signaling/firestore-commit.ts';

/** As Firestore answers: the status, and the same in the words of its API. */
const ANSWERS = {
  refused: { status: 403, code: 'PERMISSION_DENIED' },
  'quota-exhausted': { status: 429, code: 'RESOURCE_EXHAUSTED' },
  unavailable: { status: 503, code: 'UNAVAILABLE' },
} as const;

export type Fault = keyof typeof ANSWERS;
type Part = 'commits and reads' | 'listeners' | 'everything';

const NO_WRITES = commitBody('', []);
const HOST = '127.0.0.1';
const KEEP_ALIVE_MS = 600_000;

export class FaultyProxy {
  readonly #server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (incoming, outgoing) => this.#take(incoming, outgoing));
  readonly #agent = new Agent({ keepAlive: false });
  readonly #target: number;
  readonly #streams = new Set<{ readonly answer: IncomingMessage; readonly outgoing: ServerResponse }>();
  #fault: { readonly what: Fault; readonly part: Part } | undefined;
  #swallows: 'requests' | 'answers' | undefined;
  /** How many commits and reads have been swallowed. */
  #swallowed = 0;
  #isHolding = false;
  #held: (() => void)[] = [];
  /** How many listening requests the database has answered. */
  #listens = 0;

  private constructor(target: number) {
    this.#target = target;
  }

  static async start(target: number): Promise<FaultyProxy> {
    const proxy = new FaultyProxy(target);
    await new Promise<void>((resolve) => {
      proxy.#server.listen(0, HOST, resolve);
    });
    return proxy;
  }

  get port(): number {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
    return address.port;
  }

  get listens(): number {
    return this.#listens;
  }

  /** From now on; what listens is cut off, too, if it is concerned. */
  answer(what: Fault, part: Part): void {
    this.#fault = { what, part };
    if (part !== 'commits and reads') for (const { outgoing } of this.#streams) outgoing.destroy();
  }

  /**
   * From now on, commits and reads are taken and never answered; their connections stay. Swallowed as `answers`, they
   * have been made all the same.
   */
  swallow(what: 'requests' | 'answers'): void {
    this.#swallows = what;
  }

  get swallowed(): number {
    return this.#swallowed;
  }

  /** For what comes from now on. */
  recover(): void {
    this.#fault = undefined;
    this.#swallows = undefined;
  }

  /** Listening requests get no answer until they are let through. */
  holdListeners(): void {
    this.#isHolding = true;
  }

  letThrough(): void {
    this.#isHolding = false;
    for (const pass of this.#held.splice(0)) pass();
  }

  /** Streams that stand bring nothing more, and nobody is told. New ones work. */
  silenceListeners(): void {
    for (const { answer, outgoing } of this.#streams) {
      answer.unpipe(outgoing);
      answer.resume();
    }
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
    this.#agent.destroy();
  }

  #take(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const isListening = incoming.url?.includes('/Listen/channel') ?? false;
    // The browser's own question, which no database answers.
    if (incoming.method === 'OPTIONS') return this.#pass(incoming, outgoing, false);
    const { what, part } = this.#fault ?? {};
    if (what && (part === 'everything' || (part === 'listeners') === isListening)) return fail(incoming, outgoing, what);
    if (this.#swallows && !isListening) return this.#swallow(incoming, outgoing, this.#swallows);
    if (isListening && this.#isHolding) this.#held.push(() => this.#pass(incoming, outgoing, true));
    else this.#pass(incoming, outgoing, isListening);
  }

  #swallow(incoming: IncomingMessage, outgoing: ServerResponse, what: 'requests' | 'answers'): void {
    const { method, url: path, headers } = incoming;
    let body = '';
    incoming.on('data', (chunk: Buffer) => (body += chunk.toString()));
    const count = (): void => {
      if (isCommitOrRead(path, body)) this.#swallowed += 1;
    };
    if (what === 'requests') {
      incoming.on('end', count);
      return;
    }
    const onwards = request({ agent: this.#agent, host: HOST, port: this.#target, method, path, headers }, (answer) => {
      answer.resume();
      answer.on('end', count);
    });
    onwards.on('error', () => outgoing.destroy());
    incoming.pipe(onwards);
  }

  #pass(incoming: IncomingMessage, outgoing: ServerResponse, isListening: boolean): void {
    const { method, url: path, headers } = incoming;
    const onwards = request({ agent: this.#agent, host: HOST, port: this.#target, method, path, headers }, (answer) => {
      if (isListening) this.#listens += 1;
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      outgoing.flushHeaders();
      answer.pipe(outgoing);
      const stream = { answer, outgoing };
      if (isListening) this.#streams.add(stream);
      outgoing.on('close', () => this.#streams.delete(stream));
    });
    onwards.on('error', () => outgoing.destroy());
    outgoing.on('close', () => onwards.destroy());
    incoming.pipe(onwards);
  }
}

/** What a page asks only to warm a connection up, or to find out whether it lives, is neither. */
function isCommitOrRead(path: string | undefined, body: string): boolean {
  return (path?.includes('/documents:') ?? false) && body !== NO_WRITES;
}

function fail(incoming: IncomingMessage, outgoing: ServerResponse, what: Fault): void {
  const { status, code } = ANSWERS[what];
  incoming.resume();
  outgoing.writeHead(status, {
    'content-type': 'application/json',
    // Or the page is told of a broken network instead.
    'access-control-allow-origin': incoming.headers.origin ?? '*',
    'access-control-allow-credentials': 'true',
  });
  outgoing.end(JSON.stringify({ error: { code: status, status: code, message: `${code}, by a test` } }));
}
