/**
 * Where the way to the network has changed under it, a browser keeps connections that are dead without knowing. There is
 * no call to close them, but asking something that costs nothing helps in two ways:
 *
 * - Over HTTP/1.1 each connection swallows one request; one that is given up while it waits for an answer is closed.
 * - Over HTTP/2 all requests share a connection, and giving one up closes nothing. But the browser looks after it: at a
 *   request on one on which nothing has arrived for 10 s, Chromium sends a PING, and closes it when 10 s later still
 *   nothing has arrived. Requests that wait on it are then sent again on a new one. Without a request it never checks.
 *
 * Requests with credentials (the SDK's, its listeners) and without (ours) have connections of their own: both are asked.
 */
import type { Clock } from '../../../base/clock.ts';

/** As many as browsers keep to one host. Over HTTP/2 there is one, and this asks it six times. */
const CONNECTIONS = 6;
const CREDENTIALS = ['omit', 'include'] as const;

/** A round trip on a connection that lives takes less nearly everywhere; one that is closed by mistake is opened again. */
const ANSWER_MS = 400;

/** Never rejects. Over HTTP/1.1, a request that is sent once it has resolved uses a living connection, or a new one. */
export async function dropDeadConnections(origin: string, clock: Clock, fetch: typeof globalThis.fetch): Promise<void> {
  const giveUp = new AbortController();
  const cancel = clock.after(ANSWER_MS, () => giveUp.abort());
  // The response is not read, so the browser needs no preflight.
  const ask = (credentials: RequestCredentials): Promise<unknown> =>
    fetch(`${origin}/`, { mode: 'no-cors', cache: 'no-store', credentials, signal: giveUp.signal }).catch(() => undefined);
  await Promise.all(CREDENTIALS.flatMap((credentials) => Array.from({ length: CONNECTIONS }, () => ask(credentials))));
  cancel();
}
