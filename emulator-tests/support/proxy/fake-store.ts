import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Middleware } from './middleware.ts';
import { startProxy } from './proxy.ts';

export const COMMIT = '/v1/projects/p/databases/(default)/documents:commit';
export const LISTEN = '/google.firestore.v1.Firestore/Listen/channel';
export const WRITES = JSON.stringify({ writes: [{ delete: 'calls/x' }] });

/** A store that keeps what it is asked, answers a commit with its length, and leaves what listens to the test; before it a proxy, and a page to ask through it. */
export async function startStore(...middlewares: readonly Middleware[]) {
  const commits: string[] = [];
  const encodings: unknown[] = [];
  const listeners: ServerResponse[] = [];
  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.url?.includes('/Listen/')) {
      response.flushHeaders();
      listeners.push(response);
      return;
    }
    request.setEncoding('utf8');
    let body = '';
    for await (const text of request) body += String(text);
    commits.push(body);
    encodings.push(request.headers['accept-encoding']);
    response.end(`took ${body.length}`);
  };
  const server = createServer((request, response) => void take(request, response));
  server.on('upgrade', (_request, socket, head) => {
    socket.on('error', () => socket.destroy());
    socket.write('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: echo\r\n\r\n');
    socket.write(head);
    socket.pipe(socket);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const proxy = await startProxy((server.address() as AddressInfo).port, ...middlewares);
  const page = new AbortController();
  onTestFinished(async () => {
    page.abort();
    await proxy.close();
    server.close();
    server.closeAllConnections();
  });
  const ask = (path: string, init: RequestInit = {}): Promise<Response> => fetch(`http://127.0.0.1:${proxy.port}${path}`, { signal: page.signal, ...init });
  return { commits, encodings, listeners, port: proxy.port, leave: () => page.abort(), ask, commit: (body = WRITES) => ask(COMMIT, { method: 'POST', body }) };
}

/** What comes next, as text. */
export function reader({ body }: Response): () => Promise<string | undefined> {
  const chunks = body!.pipeThrough(new TextDecoderStream()).getReader();
  return async () => (await chunks.read()).value;
}
