import { expect, test } from 'vitest';
import { keyValuesIn } from '../../base/storage/key-values.ts';
import { memoryKeyValues } from '../../base/storage/testing/memory-key-values.ts';
import { createDeviceMemory } from './device-memory.ts';

test('one sees oneself mirrored through the front camera alone, and as one has wished for each from then on', () => {
  const storage = memoryKeyValues();
  const first = createDeviceMemory(storage);
  expect([first.mirrored('front'), first.mirrored('rear')]).toEqual([true, false]);
  first.rememberMirrored('front', false);
  const second = createDeviceMemory(storage);
  expect([second.mirrored('front'), second.mirrored('rear')]).toEqual([false, false]);
  second.rememberMirrored('rear', true);
  const third = createDeviceMemory(storage);
  expect([third.mirrored('front'), third.mirrored('rear')]).toEqual([false, true]);
});

test('what a browser that keeps nothing was told holds for the page', () => {
  const memory = createDeviceMemory(keyValuesIn(() => undefined));
  memory.rememberMirrored('front', false);
  expect(memory.mirrored('front')).toBe(false);
});
