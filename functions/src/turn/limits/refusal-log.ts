import type { Log } from '../../log.ts';

const A_MINUTE_MS = 60_000;

export interface Refusal {
  readonly whose: 'user' | 'address';
  readonly limitPerHour: number;
  readonly trustedHops: number;
  /** How many addresses X-Forwarded-For named: fewer or more than expected, and the hops are wrong. */
  readonly forwarded: number;
}

export type LogRefusal = (refusal: Refusal, now: number) => void;

/**
 * A line the first time that a limit is met and then once a minute at most, with how many were refused since the last
 * one. Of users and of addresses each its own: a flood is worth a line a minute, not one a request.
 */
export function createRefusalLog(log: Log): LogRefusal {
  const untold = new Map<Refusal['whose'], { refused: number; toldAt: number }>();
  return (refusal, now) => {
    const { refused, toldAt } = untold.get(refusal.whose) ?? { refused: 0, toldAt: -Infinity };
    if (now - toldAt < A_MINUTE_MS) {
      untold.set(refusal.whose, { refused: refused + 1, toldAt });
      return;
    }
    untold.set(refusal.whose, { refused: 0, toldAt: now });
    log('warning', 'A limit of the relay is met, STUN alone', { ...refusal, refused: refused + 1 });
  };
}
