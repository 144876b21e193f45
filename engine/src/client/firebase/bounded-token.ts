import { within, type Clock } from '../../base/clock.ts';
import { AppError } from '../../base/errors.ts';
import type { Logger } from '../../base/logger.ts';

/** A slow phone has loaded reCAPTCHA and has its token within 3 s; a script that is blocked never comes. */
const TOKEN_LIMIT_MS = 5_000;

/** For a request that was refused without one: a poor network takes so long for the script. */
const OVERDUE_LIMIT_MS = 15_000;

export interface BoundedToken<T> {
  /** Rejects with AppError `unavailable` when there is no token in time. */
  readonly get: () => Promise<T>;
  /** Resolves once the overdue token has come or failed, and 15 s after it was asked for at the latest; at once where none is overdue. */
  readonly noLongerOverdue: () => Promise<void>;
}

/**
 * Waits for a token once. While that one is overdue, further callers are refused at once: a page whose script is blocked
 * loses these seconds with its first request and not with every one.
 *
 * @param ask may take for ever
 */
export function boundedToken<T>(ask: () => Promise<T>, clock: Clock, logger: Logger): BoundedToken<T> {
  let overdue: { readonly askedAt: number; readonly settled: Promise<void> } | undefined;
  const get = (): Promise<T> => {
    if (overdue) return Promise.reject(late('is still awaited'));
    const askedAt = clock.elapsed();
    const token = ask();
    const settled = token.then(
      () => { overdue = undefined; },
      (error: unknown) => {
        overdue = undefined;
        logger.log('warn', 'no App Check token: requests go without one', error);
      },
    );
    return within(clock, TOKEN_LIMIT_MS, token, () => {
      overdue = { askedAt, settled };
      logger.log('warn', 'no App Check token in time: is reCAPTCHA blocked? Requests go without one');
      throw late('took too long');
    });
  };
  const noLongerOverdue = async (): Promise<void> => {
    if (!overdue) return;
    const leftMs = overdue.askedAt + OVERDUE_LIMIT_MS - clock.elapsed();
    if (leftMs > 0) await within(clock, leftMs, overdue.settled, () => undefined);
  };
  return { get, noLongerOverdue };
}

function late(what: string): AppError {
  return new AppError('unavailable', { detail: `an App Check token ${what}` });
}
