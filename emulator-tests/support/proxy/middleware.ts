/** What stands in a proxy's way: middlewares, the first of which sees a request first and its answer last. */
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import type { Kind } from './store-requests.ts';

/** Piece by piece, each as soon as it has come. */
export type Bytes = AsyncIterable<Buffer> | Iterable<Buffer>;

export interface Request {
  readonly method: string;
  /** With what is asked for, as it was sent. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly kind: Kind;
  readonly body: Bytes;
  /** Aborted once the page has gone, or has its answer. What is aborted is not passed on any more. */
  readonly signal: AbortSignal;
  /** The page's connection ends where it is. */
  breakOff(): void;
}

export interface Answer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Bytes;
}

export type Next = (request: Request) => Promise<Answer>;

export interface Middleware {
  /** Passes the request on, or answers it, or does neither for as long as it likes. */
  handle(request: Request, next: Next): Promise<Answer>;
  /** One direction of a connection that is no longer HTTP, where the middleware does something about it. */
  tunnel?(bytes: Bytes): Bytes;
}

export async function readAll(bytes: Bytes): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** What never comes. */
export function never(): Promise<never> {
  return new Promise(() => undefined);
}
