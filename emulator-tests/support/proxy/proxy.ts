/** A server of this machine behind another port: everything is passed on byte by byte as it comes, through middlewares. */
import { Agent, createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Answer, Bytes, Middleware, Next, Request } from './middleware.ts';
import { kindOf } from './store-requests.ts';

export interface Proxy {
  readonly port: number;
  close(): Promise<void>;
}

const HOST = '127.0.0.1';
/** Longer than any test: a connection that is closed as it is used again makes the browser send twice, and us count twice. */
const KEEP_ALIVE_MS = 600_000;

export async function startProxy(targetPort: number, ...middlewares: readonly Middleware[]): Promise<Proxy> {
  // A connection a request, for the same reason.
  const agent = new Agent({ keepAlive: false });
  const passOn: Next = (request) => forward(request, agent, targetPort);
  const handle = middlewares.reduceRight<Next>((next, one) => (request) => one.handle(request, next), passOn);
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (incoming, outgoing) => {
    serve(incoming, outgoing, handle).catch(() => outgoing.destroy());
  });
  const through = (bytes: Bytes): Bytes => middlewares.reduce((all, one) => one.tunnel?.(all) ?? all, bytes);
  // PeerJS speaks WebSocket, of which the first request is HTTP.
  server.on('upgrade', (incoming, socket, head) => joinSockets(incoming, socket, head, targetPort, through));
  // The server itself forgets those that are no longer HTTP, and would wait for their end.
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, HOST, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  return {
    port: address.port,
    close: () => new Promise((resolve) => {
      agent.destroy();
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    }),
  };
}

async function serve(incoming: IncomingMessage, outgoing: ServerResponse, handle: Next): Promise<void> {
  const gone = new AbortController();
  outgoing.on('close', () => gone.abort());
  const { method = '', url: path = '/', headers } = incoming;
  const breakOff = (): void => void outgoing.destroy();
  const answer = await handle({ method, path, headers, kind: kindOf(method, path), body: incoming, signal: gone.signal, breakOff });
  outgoing.writeHead(answer.status, answer.headers);
  // A listener is answered before it is told anything.
  outgoing.flushHeaders();
  await pipeline(answer.body, outgoing);
}

function forward({ method, path, headers, body, signal }: Request, agent: Agent, port: number): Promise<Answer> {
  return new Promise((resolve, reject) => {
    // Its page went while it was held.
    signal.throwIfAborted();
    const onwards = ask({ agent, host: HOST, port, method, path, headers }, (answer) => {
      resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: answer });
    });
    onwards.on('error', reject);
    // A page that goes breaks off its listeners: so does the proxy.
    signal.addEventListener('abort', () => onwards.destroy());
    pipeline(body, onwards).catch(reject);
  });
}

function joinSockets(incoming: IncomingMessage, socket: Duplex, head: Buffer, port: number, through: (bytes: Bytes) => Bytes): void {
  const onwards = connect({ port, host: HOST, noDelay: true });
  const breakOff = (): void => {
    for (const one of [socket, onwards]) one.destroy();
  };
  for (const one of [socket, onwards]) one.on('error', breakOff);
  pipeline(through(fromStart(incoming, socket, head)), onwards).catch(breakOff);
  pipeline(through(onwards), socket).catch(breakOff);
}

async function* fromStart({ url = '/', rawHeaders }: IncomingMessage, socket: Duplex, head: Buffer): AsyncGenerator<Buffer> {
  const lines = rawHeaders.flatMap((text, index) => (index % 2 === 0 ? [`${text}: ${rawHeaders[index + 1] ?? ''}`] : []));
  yield Buffer.from(`GET ${url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
  yield head;
  yield* socket;
}
