/** Starts `work` that nobody waits for: whoever does so names who hears of its failure. `onError` itself must not throw. */
export function contained(work: Promise<unknown>, onError: (error: unknown) => void): void {
  work.catch(onError);
}

/**
 * For work that deals with all that can happen to it: what it throws nevertheless is a mistake in it, and is shown as any
 * exception is that nobody has caught.
 */
export function uncaught(error: unknown): void {
  queueMicrotask(() => {
    throw error instanceof Error ? error : new Error(String(error));
  });
}

/** A listener that throws at nobody who calls it: a browser or a library drops what is thrown, or stops calling. */
export function containing<Told extends readonly unknown[]>(listener: (...told: Told) => void, onError: (error: unknown) => void): (...told: Told) => void {
  return (...told) => {
    try {
      listener(...told);
    } catch (error) {
      onError(error);
    }
  };
}
