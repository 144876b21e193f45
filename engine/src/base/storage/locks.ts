import { systemClock, type Clock } from '../clock.ts';

/**
 * held: no other page of this browser has it until it is let go.
 * taken: another page holds it.
 * unavailable: this browser has no locks, forbids them, or does not answer. Should it grant this one later on, it is held.
 * let-go: it was no longer wanted before there was an answer.
 */
export type LockOutcome = 'held' | 'taken' | 'unavailable' | 'let-go';

export interface WantedLock {
  /** Never rejects, and comes `waitMs` and half a second after the question at the latest. */
  readonly outcome: Promise<LockOutcome>;
  /** Also while it is waited for: a lock that is granted afterwards goes back at once. */
  letGo(): void;
}

export interface Takeover {
  /** Another page that holds it loses it to this one, at once. */
  readonly takesOver: boolean;
  /** It was held, and another page has taken it over. */
  readonly onTakenOver: () => void;
}

export interface Locks {
  /** @param waitMs how long another page that holds it is waited for */
  want(name: string, waitMs: number, takeover?: Takeover): WantedLock;
}

/** A browser that is told to wait no longer says so in the same turn; one that has not by then never will. */
const ANSWER_MS = 500;

/** Web Locks (https://w3c.github.io/web-locks) that never throw and never hang. */
export function createLocks(reach: () => Pick<LockManager, 'request'> | undefined, clock: Clock): Locks {
  return {
    want(name, waitMs, { takesOver, onTakenOver } = { takesOver: false, onTakenOver: () => {} }) {
      const waiting = new AbortController();
      let isWanted = true;
      let isHeld = false;
      let giveBack = (): void => {};
      let settle = (_outcome: LockOutcome): void => {};
      const outcome = new Promise<LockOutcome>((resolve) => {
        const timers = [clock.after(waitMs, () => waiting.abort()), clock.after(waitMs + ANSWER_MS, () => settle('unavailable'))];
        settle = (told) => {
          for (const cancel of timers) cancel();
          resolve(told);
        };
      });
      const onGranted = (): Promise<void> | undefined => {
        if (!isWanted) return undefined;
        isHeld = true;
        settle('held');
        return new Promise((resolve) => {
          giveBack = resolve;
        });
      };
      const ask = async (): Promise<void> => {
        await reach()?.request(name, takesOver ? { steal: true } : { signal: waiting.signal }, onGranted);
        // The lock was held and is given back, which has no listener any more; or the browser has no locks.
        settle('unavailable');
      };
      ask().catch((error: unknown) => {
        const isTaken = error instanceof DOMException && error.name === 'AbortError';
        // A lock that is held is lost in no other way.
        if (isHeld && isWanted && isTaken) onTakenOver();
        if (isTaken) isWanted = false;
        settle(isTaken ? 'taken' : 'unavailable');
      });
      return {
        outcome,
        letGo() {
          isWanted = false;
          settle('let-go');
          waiting.abort();
          giveBack();
        },
      };
    },
  };
}

/** The Web Locks of this browser; a lock is `unavailable` where it has none, or does not answer. */
export const browserLocks: Locks = createLocks(() => globalThis.navigator.locks, systemClock);
