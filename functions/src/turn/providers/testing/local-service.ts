import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export type Answer = (response: ServerResponse, asked: Asked) => void;

export interface LocalService {
  readonly origin: string;
  readonly asked: readonly Asked[];
  /** One for each request that comes, in order; the last one for all that follow. */
  answerWith(...answers: readonly Answer[]): void;
  stop(): Promise<void>;
}

/** A server on this machine that stands in for a provider's. */
export async function startLocalService(): Promise<LocalService> {
  const asked: Asked[] = [];
  let answers: readonly Answer[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const one: Asked = { method, path: url, headers, body: Buffer.concat(parts).toString() };
      asked.push(one);
      const [answer] = answers;
      if (answers.length > 1) answers = answers.slice(1);
      answer?.(response, one);
    });
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the service has no port');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    asked,
    answerWith: (...given) => { answers = given; },
    stop: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}

export const json = (body: unknown, status = 201): Answer => (response) => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

export const text = (body: string, status = 201): Answer => (response) => {
  response.writeHead(status).end(body);
};

/** Takes the request and says nothing. */
export const silence: Answer = () => undefined;

/** Says that it begins, and never ends. */
export const standstill: Answer = (response) => {
  response.writeHead(201).write('{"iceServers":');
};

export const hangUp: Answer = (response) => {
  response.destroy();
};
