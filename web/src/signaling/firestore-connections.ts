/**
 * Where the way to the network has changed under it, a browser keeps connections that are dead without knowing: over
 * HTTP/1.1 each swallows one request. There is no call to close them; but one that is given up while it waits for an
 * answer is closed. So each is asked something that costs nothing, and whatever has not answered soon is given up.
 */
import type { Clock } from '../base/clock.ts';

/** As many as browsers keep to one host. Over HTTP/2 there is one, and this asks it six times. */
const CONNECTIONS = 6;

/** A round trip on a connection that lives takes less nearly everywhere; one that is closed by mistake is opened again. */
const ANSWER_MS = 400;

/** Never rejects. Whatever is sent once it has resolved is sent on a connection that lives, or on a new one. */
export async function dropDeadConnections(origin: string, clock: Clock, fetch: typeof globalThis.fetch): Promise<void> {
  const giveUp = new AbortController();
  const cancel = clock.after(ANSWER_MS, () => giveUp.abort());
  // Nothing of the answer is read, so nobody has to be asked whether it may be.
  const asked = Array.from({ length: CONNECTIONS }, () =>
    fetch(`${origin}/`, { mode: 'no-cors', cache: 'no-store', signal: giveUp.signal }).catch(() => undefined),
  );
  await Promise.all(asked);
  cancel();
}
