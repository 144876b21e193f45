/** As much of `Storage` as is used. */
export type WebStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Short texts by name. Nothing here throws: what the browser will not keep, the page keeps for as long as it lives. */
export interface KeyValues {
  get(key: string): string | undefined;
  set(key: string, value: string): void;
  remove(key: string): void;
}

/**
 * A storage of the browser's that may be missing, full, forbidden, or break later on. What this page has written is
 * read back by it in any case; what another tab has written since is seen where the browser keeps it.
 *
 * @param reach asked each time: in some browsers it is the getter of `localStorage` that throws, in others it gives null
 */
export function keyValuesIn(reach: () => WebStorage | null | undefined): KeyValues {
  /** What this page has written, or (undefined) removed. */
  const written = new Map<string, string | undefined>();
  /** Of that, what the browser did not take: there the page's own memory counts. */
  const refused = new Set<string>();

  /** null: no value has that name; undefined: the browser does not answer. */
  const read = (key: string): string | null | undefined => {
    try {
      return reach()?.getItem(key);
    } catch {
      return undefined;
    }
  };
  const write = (key: string, value: string | undefined, act: (storage: WebStorage) => void): void => {
    try {
      const storage = reach();
      if (storage) act(storage);
    } catch {
      // Full or forbidden. The look below notices, and also finds out one that takes things and keeps nothing.
    }
    written.set(key, value);
    if (read(key) === (value ?? null)) refused.delete(key);
    else refused.add(key);
  };

  return {
    get(key) {
      const found = refused.has(key) ? undefined : read(key);
      return found === undefined ? written.get(key) : (found ?? undefined);
    },
    set: (key, value) => write(key, value, (storage) => storage.setItem(key, value)),
    remove: (key) => write(key, undefined, (storage) => storage.removeItem(key)),
  };
}

/** `local` is one for all tabs of the browser and outlasts it; `session` is a tab's own, and a reload keeps it. */
export const browserStorage: { readonly local: KeyValues; readonly session: KeyValues } = {
  local: keyValuesIn(() => globalThis.localStorage),
  session: keyValuesIn(() => globalThis.sessionStorage),
};
