/**
 * A message on a data channel leaves the browser on another thread of the page's own process, a few ms later. A tab that
 * is closed takes the process with it, and on a busy machine the goodbye too: the other side then sees silence instead of
 * words. Nothing but time helps, and a page that goes has no other way to wait.
 */

/** A message takes 2–40 ms to leave, on a busy machine more; a person does not notice a page that closes so much later. */
const LINGER_MS = 60;

export function linger(now: () => number = () => performance.now()): void {
  const until = now() + LINGER_MS;
  while (now() < until);
}
