/** Starts `work` without awaiting it. Its failure goes to `onError`, which itself must not throw. */
export function contained(work: Promise<unknown>, onError: (error: unknown) => void): void {
  work.catch(onError);
}

/**
 * For work that handles every failure itself: an exception that leaves it nevertheless is a defect, and the browser shows it
 * as it shows any uncaught exception.
 */
export function uncaught(error: unknown): void {
  queueMicrotask(() => {
    throw error instanceof Error ? error : new Error(String(error));
  });
}

/** A listener that never throws to its caller: a browser or a library would drop the exception, or stop calling. */
export function containing<Told extends readonly unknown[]>(listener: (...told: Told) => void, onError: (error: unknown) => void): (...told: Told) => void {
  return (...told) => {
    try {
      listener(...told);
    } catch (error) {
      onError(error);
    }
  };
}
