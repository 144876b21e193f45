import { parseJson } from '#protocol/unknown-json.ts';
import { type PostForJson, RelayServiceError } from './relay-provider.ts';

/** One attempt: a service that is well answers in 0.2 s, and the lobby waits three seconds in all. */
export const ATTEMPT_LIMIT_MS = 2_000;

/** A restarting instance needs a moment, and the person in the lobby has none to spare. */
export const RETRY_PAUSE_MS = 200;

/** A list of servers has a few hundred bytes. */
export const MAX_ANSWER_BYTES = 64 * 1024;

export interface PostPorts {
  readonly fetch: typeof fetch;
  readonly pause: (ms: number) => Promise<void>;
  /** Shorter for tests. */
  readonly attemptLimitMs?: number;
}

/** What may come out otherwise a second time: no answer, or one that says the fault is not the request's. */
class Transient extends RelayServiceError {}

/** A POST with a time limit and one retry, of which no answer, header or body ever gets into a message. */
export function createPostForJson({ fetch, pause, attemptLimitMs = ATTEMPT_LIMIT_MS }: PostPorts): PostForJson {
  const attempt: PostForJson = async ({ url, headers, body }) => {
    const signal = AbortSignal.timeout(attemptLimitMs);
    const { status, text } = await ask(fetch, url, { method: 'POST', headers, body, signal, redirect: 'error' });
    if (status >= 500 || status === 429) throw new Transient(`the service answered ${status}`);
    if (status < 200 || status > 299) throw new RelayServiceError(`the service answered ${status}`);
    return readAnswer(text);
  };
  return async (request) => {
    try {
      return await attempt(request);
    } catch (error) {
      if (!(error instanceof Transient)) throw error;
      await pause(RETRY_PAUSE_MS);
      return await attempt(request);
    }
  };
}

async function ask(fetcher: typeof fetch, url: string, init: RequestInit): Promise<{ status: number; text: string }> {
  try {
    const response = await fetcher(url, init);
    return { status: response.status, text: await readBounded(response) };
  } catch (error) {
    if (error instanceof RelayServiceError) throw error;
    const isLate = error instanceof Error && error.name === 'TimeoutError';
    throw new Transient(isLate ? 'the service took too long' : 'the service can’t be reached');
  }
}

async function readBounded({ body }: Response): Promise<string> {
  const stream: AsyncIterable<Uint8Array> | undefined = body ?? undefined;
  if (stream === undefined) return '';
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of stream) {
    size += part.byteLength;
    if (size > MAX_ANSWER_BYTES) throw new RelayServiceError('the answer is too large');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** The parser's own message, which quotes what was read, gets nowhere. */
function readAnswer(text: string): unknown {
  const answer = parseJson(text);
  if (!answer.ok) throw new RelayServiceError(answer.problem === 'not-json' ? 'the answer is not JSON' : `the answer is ${answer.problem}`);
  return answer.value;
}
