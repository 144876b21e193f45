/**
 * A listener that goes on. The SDK ends one for good at its first error; here another takes its place, later each
 * time, until the scope ends.
 */
import type { FirestoreError } from 'firebase/firestore';
import type { Clock } from '../../../base/clock.ts';
import type { Scope } from '../../../base/scope.ts';

export interface Pauses {
  readonly firstMs: number;
  readonly longestMs: number;
}

/**
 * @param listen sets one listener up and returns what stops it; `onAlive` is called at each snapshot from the server
 * @returns ends it, at once and once
 * @throws what `listen` throws the first time
 */
export function keepListening(
  parent: Scope,
  clock: Clock,
  pauses: Pauses,
  listen: (onAlive: () => void, onError: (error: FirestoreError) => void) => () => void,
  onLost: (error: unknown) => void,
): () => void {
  const scope = parent.child();
  let pauseMs = pauses.firstMs;
  const lost = (error: unknown): void => {
    const release = scope.own(
      clock.after(pauseMs, () => {
        release();
        restart();
      }),
    );
    pauseMs = Math.min(2 * pauseMs, pauses.longestMs);
    onLost(error);
  };
  const start = (): void => {
    const attempt = scope.child();
    const onAlive = (): void => {
      pauseMs = pauses.firstMs;
    };
    const onError = (error: FirestoreError): void => {
      if (attempt.isEnded) return;
      attempt.end();
      lost(error);
    };
    try {
      attempt.own(listen(onAlive, onError));
    } catch (error) {
      attempt.end();
      throw error;
    }
  };
  // A listener that can't begin again counts as lost: an exception out of a timer would end the listening.
  const restart = (): void => {
    try {
      start();
    } catch (error) {
      lost(error);
    }
  };
  start();
  return () => scope.end();
}
