/**
 * A server further away than it is: every piece of a message waits half the round trip, each way, and stays in its order.
 * Opening a connection costs nothing extra. What browsers ask first (a preflight) is answered as production answers it,
 * with an hour to keep: the emulators name no time, and Chromium would ask again every five seconds.
 */
import { Agent, createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as pass } from 'node:timers/promises';

export interface DelayProxy {
  readonly port: number;
  close(): Promise<void>;
}

const HOST = '127.0.0.1';
/** Longer than any try: a connection that is closed between two requests would be opened anew at somebody's cost. */
const KEEP_ALIVE_MS = 600_000;
const PREFLIGHT_S = 3600;

/** @param roundTripMs added to the one that there is */
export async function startDelayProxy(targetPort: number, roundTripMs: number): Promise<DelayProxy> {
  const oneWayMs = roundTripMs / 2;
  const agent = new Agent({ keepAlive: true });
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS, noDelay: true }, (incoming, outgoing) => {
    void pass(oneWayMs).then(() => forward(incoming, outgoing, agent, targetPort, oneWayMs));
  });
  // PeerJS speaks WebSocket, of which the first request is HTTP.
  server.on('upgrade', (incoming: IncomingMessage, socket: Socket) => joinSocket(incoming, socket, targetPort, oneWayMs));
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
      server.closeAllConnections();
    }),
  };
}

function forward(incoming: IncomingMessage, outgoing: ServerResponse, agent: Agent, port: number, oneWayMs: number): void {
  const { method = '', url: path, headers } = incoming;
  const onwards = request({ agent, host: HOST, port, method, path, headers }, (answer) => {
    const extra = method === 'OPTIONS' ? { 'access-control-max-age': String(PREFLIGHT_S) } : {};
    const later = inOrder(oneWayMs);
    later(() => {
      outgoing.writeHead(answer.statusCode ?? 502, { ...answer.headers, ...extra });
      outgoing.flushHeaders();
    });
    answer.on('data', (chunk: Buffer) => later(() => outgoing.write(chunk)));
    answer.on('end', () => later(() => outgoing.end()));
    answer.on('error', () => outgoing.destroy());
  });
  onwards.on('error', () => outgoing.destroy());
  outgoing.on('close', () => onwards.destroy());
  incoming.pipe(onwards);
}

function joinSocket(incoming: IncomingMessage, socket: Socket, port: number, oneWayMs: number): void {
  const onwards = connect(port, HOST, () => {
    const lines = incoming.rawHeaders.flatMap((text, index) => (index % 2 === 0 ? [`${text}: ${incoming.rawHeaders[index + 1] ?? ''}`] : []));
    const there = inOrder(oneWayMs);
    const back = inOrder(oneWayMs);
    there(() => onwards.write(`GET ${incoming.url ?? '/'} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`));
    socket.on('data', (chunk) => there(() => onwards.write(chunk)));
    onwards.on('data', (chunk) => back(() => socket.write(chunk)));
  });
  onwards.setNoDelay(true);
  socket.setNoDelay(true);
  for (const [one, other] of [[socket, onwards], [onwards, socket]] as const) {
    one.on('error', () => other.destroy());
    one.on('close', () => other.destroy());
  }
}

/** Each action after the same time, and none before the one that was given earlier: timers alone don't promise that. */
function inOrder(delayMs: number): (action: () => void) => void {
  let last = Promise.resolve();
  return (action) => {
    const due = pass(delayMs);
    last = last.then(() => due).then(action);
  };
}
