/** How much the browser lets this origin keep: https://storage.spec.whatwg.org. */
type Quota = Pick<StorageManager, 'estimate' | 'persist' | 'persisted'>;

/** @returns bytes that may be written yet, by the browser's estimate; undefined where it gives none */
export async function roomLeft(reach = (): Quota | undefined => globalThis.navigator.storage): Promise<number | undefined> {
  try {
    const { quota, usage } = (await reach()?.estimate()) ?? {};
    return quota === undefined ? undefined : Math.max(0, quota - (usage ?? 0));
  } catch {
    return undefined;
  }
}

/**
 * Asks the browser not to delete what this origin keeps when the disk runs full. The browser may ask the person, who may say no:
 * no caller waits for the answer.
 */
export async function askToKeep(reach = (): Quota | undefined => globalThis.navigator.storage): Promise<void> {
  try {
    const storage = reach();
    if (storage && !(await storage.persisted())) await storage.persist();
  } catch {
    // It is kept as long as the browser likes to.
  }
}
