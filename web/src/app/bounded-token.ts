import { within, type Clock } from '../base/clock.ts';
import { AppError } from '../base/errors.ts';
import type { Logger } from '../base/logger.ts';

/** A slow phone has loaded reCAPTCHA and has its token within 3 s; a script that is blocked never comes. */
const TOKEN_LIMIT_MS = 5_000;

/**
 * Waits for a token once. While that one is overdue, whoever asks is refused at once: a page whose script is blocked
 * loses these seconds with its first request and not with every one.
 *
 * @param ask may take for ever
 * @returns rejects with AppError `unavailable` when there is no token in time
 */
export function boundedToken<T>(ask: () => Promise<T>, clock: Clock, logger: Logger): () => Promise<T> {
  let isOverdue = false;
  return () => {
    if (isOverdue) return Promise.reject(late('is still awaited'));
    const token = ask();
    token.then(
      () => { isOverdue = false; },
      (error: unknown) => {
        isOverdue = false;
        logger.log('warn', 'no App Check token: requests go without one', error);
      },
    );
    return within(clock, TOKEN_LIMIT_MS, token, () => {
      isOverdue = true;
      logger.log('warn', 'no App Check token in time: is reCAPTCHA blocked? Requests go without one');
      throw late('took too long');
    });
  };
}

function late(what: string): AppError {
  return new AppError('unavailable', { detail: `an App Check token ${what}` });
}
