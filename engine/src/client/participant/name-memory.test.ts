import { expect, it } from 'vitest';
import { memoryKeyValues } from '../../base/storage/testing/memory-key-values.ts';
import { createNameMemory } from './name-memory.ts';

it('alice’s name is there in her next call, and gone once she has cleared it', () => {
  const browser = memoryKeyValues();
  createNameMemory(browser).keep('Ana');
  expect(createNameMemory(browser).name()).toBe('Ana');
  createNameMemory(browser).keep('');
  expect(createNameMemory(browser).name()).toBe('');
  expect(browser.get('firelink/display-name')).toBeUndefined();
});

it('a name that she changes in another tab is the one from then on', () => {
  const browser = memoryKeyValues();
  const [here, there] = [createNameMemory(browser), createNameMemory(browser)];
  here.keep('Ana');
  there.keep('Anna');
  expect(here.name()).toBe('Anna');
});
