import { Agent, createServer, request, type IncomingMessage } from 'node:http';

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

export interface RecordingProxy {
  readonly port: number;
  /** In the order of the requests. */
  exchanges(): readonly Exchange[];
  /** ms since anything passed, either way. */
  quietMs(): number;
  close(): Promise<void>;
}

const HOST = '127.0.0.1';
/** Longer than any test: a connection that is closed as it is used again makes the browser send twice, and us count twice. */
const KEEP_ALIVE_MS = 600_000;

/** Passes everything on to a server of this machine, byte by byte as it comes, and keeps a copy. */
export async function startRecordingProxy(targetPort: number): Promise<RecordingProxy> {
  const recorded: { at: number; method: string; url: URL; sent: Buffer[]; status: number; received: Buffer[] }[] = [];
  let lastAt = Date.now();
  const keep = (stream: IncomingMessage, chunks: Buffer[]): void => {
    stream.on('data', (chunk: Buffer) => {
      lastAt = Date.now();
      chunks.push(chunk);
    });
  };
  // A connection a request, for the same reason.
  const agent = new Agent({ keepAlive: false });
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (incoming, outgoing) => {
    const record = { at: Date.now(), method: incoming.method ?? '', url: new URL(incoming.url ?? '/', `http://${HOST}`), sent: [], status: 0, received: [] };
    lastAt = record.at;
    recorded.push(record);
    keep(incoming, record.sent);
    // What is compressed can't be read.
    const { 'accept-encoding': _, ...headers } = incoming.headers;
    const onwards = request({ agent, host: HOST, port: targetPort, method: record.method, path: incoming.url, headers }, (answer) => {
      record.status = answer.statusCode ?? 0;
      keep(answer, record.received);
      outgoing.writeHead(record.status, answer.headers);
      outgoing.flushHeaders();
      answer.pipe(outgoing);
    });
    onwards.on('error', () => outgoing.destroy());
    // A page that goes breaks off its listeners: so does the proxy.
    outgoing.on('close', () => onwards.destroy());
    incoming.pipe(onwards);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, HOST, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  return {
    port: address.port,
    exchanges: () => recorded.map(({ at, method, url, sent, status, received }) => (
      { at, method, url, status, requestBody: Buffer.concat(sent).toString(), responseBody: Buffer.concat(received).toString() }
    )),
    quietMs: () => Date.now() - lastAt,
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}
