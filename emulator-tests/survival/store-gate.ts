/** One person's way to Firestore, with gates in it: what is to be written, or to be heard, waits for as long as a test says. */
import { Agent, createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';

const HOST = '127.0.0.1';
const KEEP_ALIVE_MS = 600_000;

interface Stream {
  readonly answer: IncomingMessage;
  readonly outgoing: ServerResponse;
}

export class StoreGate {
  readonly #server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (incoming, outgoing) => this.#take(incoming, outgoing));
  readonly #agent = new Agent({ keepAlive: false });
  readonly #target: number;
  readonly #streams = new Set<Stream>();
  readonly #heldCommits = new Set<() => void>();
  #areCommitsHeld = false;
  #areListensHeld = false;
  #onHeld: (() => void) | undefined;
  /** When a commit was asked for, in ms since 1970; the empty ones that open the way are none. */
  readonly commits: number[] = [];

  private constructor(target: number) {
    this.#target = target;
  }

  static async open(target: number): Promise<StoreGate> {
    const gate = new StoreGate(target);
    await new Promise<void>((resolve) => {
      gate.#server.listen(0, HOST, resolve);
    });
    return gate;
  }

  get port(): number {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the gate has no port');
    return address.port;
  }

  /** @returns what resolves once a commit is there and waits; one whose page goes is dropped */
  holdCommits(): Promise<void> {
    this.#areCommitsHeld = true;
    return new Promise((resolve) => {
      this.#onHeld = resolve;
    });
  }

  letCommits(): void {
    this.#areCommitsHeld = false;
    for (const pass of [...this.#heldCommits]) pass();
    this.#heldCommits.clear();
  }

  /** Nothing of what has changed is heard from now on; it is not lost. */
  holdListens(): void {
    this.#areListensHeld = true;
    for (const { answer, outgoing } of this.#streams) {
      answer.unpipe(outgoing);
      answer.pause();
    }
  }

  letListens(): void {
    this.#areListensHeld = false;
    for (const { answer, outgoing } of this.#streams) answer.pipe(outgoing);
  }

  letAll(): void {
    this.letCommits();
    this.letListens();
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
    this.#agent.destroy();
  }

  #take(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const isCommit = incoming.method === 'POST' && pathOf(incoming).endsWith(':commit');
    if (!isCommit) return this.#pass(incoming, outgoing);
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const body = Buffer.concat(chunks);
      const isEmpty = !body.includes('"writes":[{');
      if (!isEmpty) this.commits.push(Date.now());
      const pass = (): void => this.#pass(incoming, outgoing, body);
      if (isEmpty || !this.#areCommitsHeld) return pass();
      this.#heldCommits.add(pass);
      outgoing.on('close', () => this.#heldCommits.delete(pass));
      this.#onHeld?.();
    });
  }

  #pass(incoming: IncomingMessage, outgoing: ServerResponse, body?: Buffer): void {
    const { method, url: path, headers } = incoming;
    const isListening = method === 'GET' && pathOf(incoming).endsWith('/Listen/channel');
    const onwards = request({ agent: this.#agent, host: HOST, port: this.#target, method, path, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      outgoing.flushHeaders();
      if (!isListening || !this.#areListensHeld) answer.pipe(outgoing);
      if (!isListening) return;
      const stream = { answer, outgoing };
      this.#streams.add(stream);
      outgoing.on('close', () => this.#streams.delete(stream));
    });
    onwards.on('error', () => outgoing.destroy());
    outgoing.on('close', () => onwards.destroy());
    if (body) onwards.end(body);
    else incoming.pipe(onwards);
  }
}

function pathOf({ url = '/' }: IncomingMessage): string {
  return new URL(url, `http://${HOST}`).pathname;
}
