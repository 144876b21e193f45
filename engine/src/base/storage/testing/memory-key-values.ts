import { keyValuesIn, type KeyValues, type WebStorage } from '../key-values.ts';

/** A storage that works, as a browser's does. */
export function memoryStorage(): WebStorage {
  const items = new Map<string, string>();
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  };
}

export function memoryKeyValues(): KeyValues {
  const storage = memoryStorage();
  return keyValuesIn(() => storage);
}
