/** Time is asked for, never taken: tests hand in a clock that they move themselves. */
export interface Clock {
  /** Milliseconds since 1970, as this machine has it: wrong by any amount, and set at any time. See server-clock.ts. */
  now(): number;
  /** Milliseconds since some moment, for durations: only ever forward. Whether a machine's sleep counts, browsers differ. */
  elapsed(): number;
  /** Runs `action` once, `delayMs` from now; the returned function cancels it (harmless afterwards). */
  after(delayMs: number, action: () => void): () => void;
}

/** Browsers fire at once when a delay exceeds 2^31-1 ms (24.8 days). */
const MAX_DELAY_MS = 2 ** 31 - 1;

/** The browser's own clock: Date.now, performance.now, setTimeout. */
export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  after(delayMs, action) {
    const timer = setTimeout(action, Math.min(Math.max(delayMs, 0), MAX_DELAY_MS));
    return () => clearTimeout(timer);
  },
};

/** Resolves after `delayMs`. It can't be cancelled: use `after` in a scope for anything that may be called off. */
export function delay(clock: Clock, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(delayMs, resolve);
  });
}

/** Settles as `work` does, or with `onTimeout()` after `limitMs`, whichever is first. The work itself goes on unheard. */
export function within<T, U>(clock: Clock, limitMs: number, work: Promise<T>, onTimeout: () => U): Promise<T | U> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(limitMs, () => {
      try {
        resolve(onTimeout());
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
    work.then(
      (value) => { cancel(); resolve(value); },
      (error: unknown) => { cancel(); reject(error instanceof Error ? error : new Error(String(error))); },
    );
  });
}
