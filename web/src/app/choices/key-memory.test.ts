import { expect, test } from 'vitest';
import { memoryKeyValues } from '../../../../engine/src/base/storage/testing/memory-key-values.ts';
import { createKeyMemory } from './key-memory.ts';

test('the keys of a call are on until they are switched off, and then off in the next call, too', () => {
  const storage = memoryKeyValues();
  expect(createKeyMemory(storage).areOn()).toBe(true);
  createKeyMemory(storage).keep(false);
  expect(createKeyMemory(storage).areOn()).toBe(false);
  createKeyMemory(storage).keep(true);
  expect([createKeyMemory(storage).areOn(), storage.get('firelink/keys')]).toEqual([true, undefined]);
});
