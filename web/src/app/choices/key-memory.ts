import { browserStorage, type KeyValues } from 'firelink/base';
import type { KeyMemory } from '../../elements/keys/key-memory.ts';

const KEY = 'firelink/keys';

/** Remembers in this browser that a person does without the keys of a call. */
export function createKeyMemory(storage: KeyValues = browserStorage.local): KeyMemory {
  return {
    areOn: () => storage.get(KEY) !== 'off',
    keep: (areOn) => (areOn ? storage.remove(KEY) : storage.set(KEY, 'off')),
  };
}

export const keyMemory = createKeyMemory();
