/**
 * A listener that goes on. The SDK ends one for good at its first error; here another takes its place, later each
 * time, until the scope ends.
 */
import type { FirestoreError } from 'firebase/firestore';
import type { Clock } from '../base/clock.ts';
import type { Scope } from '../base/scope.ts';

export interface Pauses {
  readonly firstMs: number;
  readonly longestMs: number;
}

/**
 * @param listen sets one listener up and returns what stops it; `onAlive` is called at each snapshot from the server
 * @returns ends it, at once and once
 */
export function keepListening(
  parent: Scope,
  clock: Clock,
  pauses: Pauses,
  listen: (onAlive: () => void, onError: (error: FirestoreError) => void) => () => void,
  onLost: (error: FirestoreError) => void,
): () => void {
  const scope = parent.child();
  let pauseMs = pauses.firstMs;
  const start = (): void => {
    const attempt = scope.child();
    const onAlive = (): void => {
      pauseMs = pauses.firstMs;
    };
    const onError = (error: FirestoreError): void => {
      if (attempt.isEnded) return;
      attempt.end();
      const release = scope.own(
        clock.after(pauseMs, () => {
          release();
          start();
        }),
      );
      pauseMs = Math.min(2 * pauseMs, pauses.longestMs);
      onLost(error);
    };
    attempt.own(listen(onAlive, onError));
  };
  start();
  return () => scope.end();
}
