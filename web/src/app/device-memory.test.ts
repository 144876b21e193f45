import { expect, test } from 'vitest';
import { createDeviceMemory } from './device-memory.ts';

function browser(): Pick<Storage, 'getItem' | 'setItem'> {
  const values = new Map<string, string>();
  return { getItem: (key) => values.get(key) ?? null, setItem: (key, value) => void values.set(key, value) };
}

test('one sees oneself mirrored through the front camera alone, and as one has wished for each from then on', () => {
  const storage = browser();
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
  const memory = createDeviceMemory(undefined);
  memory.rememberMirrored('front', false);
  expect(memory.mirrored('front')).toBe(false);
});
