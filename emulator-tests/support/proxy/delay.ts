import { PassThrough } from 'node:stream';
import { setTimeout as pass } from 'node:timers/promises';
import type { Bytes, Middleware } from './middleware.ts';

const PREFLIGHT_S = 3600;

/**
 * A server further away than it is: every piece of a message waits half the round trip, each way, and stays in its order.
 * Opening a connection costs nothing extra. What browsers ask first (a preflight) is answered as production answers it,
 * with an hour to keep: the emulators name no time, and Chromium would ask again every five seconds.
 * @param roundTripMs added to the one that there is
 */
export function delay(roundTripMs: number): Middleware {
  const oneWayMs = roundTripMs / 2;
  const late = (bytes: Bytes): Bytes => inOrder(bytes, oneWayMs);
  return {
    async handle(request, next) {
      const sent = late(request.body);
      await pass(oneWayMs);
      const answer = await next({ ...request, body: sent });
      const extra = request.kind === 'preflight' ? { 'access-control-max-age': String(PREFLIGHT_S) } : {};
      // From now on, as the headers do: not after them.
      const received = late(answer.body);
      await pass(oneWayMs);
      return { ...answer, headers: { ...answer.headers, ...extra }, body: received };
    },
    tunnel: late,
  };
}

/** Each piece after the same time, and none before the one that came earlier: timers alone don't promise that. */
function inOrder(bytes: Bytes, delayMs: number): Bytes {
  const late = new PassThrough();
  let last = Promise.resolve();
  const later = (action: () => void): void => {
    const due = pass(delayMs);
    last = last.then(() => due).then(action);
  };
  const take = async (): Promise<void> => {
    for await (const chunk of bytes) later(() => late.write(chunk));
    later(() => late.end());
  };
  take().catch(() => late.destroy());
  return late;
}
