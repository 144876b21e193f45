import { browserStorage, type KeyValues } from '../../base/storage/key-values.ts';

const KEY = 'firelink/display-name';

/** The name that a person has given: it belongs to them and the browser, and is there again in the next call. */
export interface NameMemory {
  /** '' for none. Asked each time: another tab may have changed it since. */
  name(): string;
  /** '' removes it. */
  keep(name: string): void;
}

/** @param browser default: this browser's storage for the site */
export function createNameMemory(browser: KeyValues = browserStorage.local): NameMemory {
  return {
    name: () => browser.get(KEY) ?? '',
    keep: (name) => (name ? browser.set(KEY, name) : browser.remove(KEY)),
  };
}
