import { AppError, toAppError } from '../base/errors.ts';
import type { Scope } from '../base/scope.ts';

/**
 * Runs asynchronous operations one after the other. A closed RTCPeerConnection never settles the promises that it
 * has given out (W3C WebRTC, 4.4.1.2), so what is under way or waiting when the scope ends is rejected here.
 */
export class OperationQueue {
  readonly #scope: Scope;
  #last: Promise<unknown> = Promise.resolve();

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  /** Rejects with an AppError only: the operation's own, `failed` for anything else that it throws, or for the end. */
  run<T>(operation: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const forget = this.#scope.own(() => reject(new AppError('failed', { detail: 'the connection was closed' })));
      this.#last = this.#last.then(async () => {
        try {
          // Asked only while it lives: the queue of a closed connection drains without touching it.
          if (!this.#scope.isEnded) resolve(await operation());
        } catch (error) {
          reject(toAppError(error));
        } finally {
          forget();
        }
      });
    });
  }
}
