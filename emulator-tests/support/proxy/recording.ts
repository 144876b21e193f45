import type { Answer, Bytes, Middleware, Next, Request } from './middleware.ts';
import { type Proxy, startProxy } from './proxy.ts';

/** One request and what came back for it; of a response that is still coming, what has come so far. */
export interface Exchange {
  /** When its request came, ms since 1970. */
  readonly at: number;
  readonly method: string;
  readonly url: URL;
  readonly requestBody: string;
  readonly status: number;
  readonly responseBody: string;
}

/** Keeps a copy of what passes. */
export class Recording implements Middleware {
  readonly #recorded: { readonly at: number; readonly method: string; readonly url: URL; readonly sent: Buffer[]; status: number; readonly received: Buffer[] }[] = [];
  #lastAt = Date.now();

  /** In the order of the requests. */
  exchanges(): readonly Exchange[] {
    return this.#recorded.map(({ at, method, url, sent, status, received }) => (
      { at, method, url, status, requestBody: Buffer.concat(sent).toString(), responseBody: Buffer.concat(received).toString() }
    ));
  }

  /** ms since anything passed, either way. */
  quietMs(): number {
    return Date.now() - this.#lastAt;
  }

  async handle(request: Request, next: Next): Promise<Answer> {
    this.#lastAt = Date.now();
    const url = new URL(request.path, 'http://127.0.0.1');
    const record = { at: this.#lastAt, method: request.method, url, sent: [], status: 0, received: [] };
    this.#recorded.push(record);
    // What is compressed can't be read.
    const { 'accept-encoding': _, ...headers } = request.headers;
    const answer = await next({ ...request, headers, body: this.#keep(request.body, record.sent) });
    record.status = answer.status;
    return { ...answer, body: this.#keep(answer.body, record.received) };
  }

  async *#keep(bytes: Bytes, chunks: Buffer[]): AsyncGenerator<Buffer> {
    for await (const chunk of bytes) {
      this.#lastAt = Date.now();
      chunks.push(chunk);
      yield chunk;
    }
  }
}

export type RecordingProxy = Proxy & Pick<Recording, 'exchanges' | 'quietMs'>;

export async function startRecordingProxy(targetPort: number): Promise<RecordingProxy> {
  const recording = new Recording();
  const proxy = await startProxy(targetPort, recording);
  return { ...proxy, exchanges: () => recording.exchanges(), quietMs: () => recording.quietMs() };
}
