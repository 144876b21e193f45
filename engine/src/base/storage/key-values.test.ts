import { describe, expect, it } from 'vitest';
import { keyValuesIn, type WebStorage } from './key-values.ts';
import { memoryStorage } from './testing/memory-key-values.ts';

const forbid = (): never => {
  throw new DOMException('The operation is insecure.', 'SecurityError');
};
const full = (): never => {
  throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
};

/** Ways in which browsers keep nothing for a page. */
const KEEPING_NOTHING: readonly (readonly [string, () => WebStorage | null | undefined])[] = [
  ['forbids every access', forbid],
  ['has no storage', () => undefined],
  ['has it switched off', () => null],
  ['has no room left', () => ({ ...memoryStorage(), setItem: full })],
  ['takes everything and keeps nothing', () => ({ ...memoryStorage(), setItem: () => {} })],
  ['throws in each method', () => ({ getItem: forbid, setItem: full, removeItem: forbid })],
];

describe('what a page keeps in its browser', () => {
  it('is there for the next page of it, and gone once it is removed', () => {
    const storage = memoryStorage();
    keyValuesIn(() => storage).set('role', 'caller');
    const next = keyValuesIn(() => storage);
    expect(next.get('role')).toBe('caller');
    next.remove('role');
    expect([next.get('role'), keyValuesIn(() => storage).get('role')]).toEqual([undefined, undefined]);
  });

  it('is what another tab has written last', () => {
    const storage = memoryStorage();
    const [one, other] = [keyValuesIn(() => storage), keyValuesIn(() => storage)];
    one.set('camera', 'wide');
    other.set('camera', 'rear');
    expect(one.get('camera')).toBe('rear');
    other.remove('camera');
    expect(one.get('camera')).toBeUndefined();
  });

  it.each(KEEPING_NOTHING)('in a browser that %s: the page reads back what it wrote, until it removes it', (_how, reach) => {
    const values = keyValuesIn(reach);
    expect(values.get('role')).toBeUndefined();
    values.set('role', 'caller');
    values.set('role', 'callee');
    values.set('empty', '');
    expect([values.get('role'), values.get('empty')]).toEqual(['callee', '']);
    values.remove('role');
    expect([values.get('role'), values.get('empty')]).toEqual([undefined, '']);
  });

  it('that fills up: what was kept before is not taken for what was written since, and room again is used', () => {
    const storage = memoryStorage();
    let isFull = false;
    const values = keyValuesIn(() => (isFull ? { ...storage, setItem: full } : storage));
    values.set('off', 'camera');
    isFull = true;
    values.set('off', 'microphone');
    expect(values.get('off')).toBe('microphone');
    isFull = false;
    values.set('off', 'both');
    expect([values.get('off'), storage.getItem('off')]).toEqual(['both', 'both']);
  });

  it('that will not let go of something: to this page it is gone', () => {
    const storage = memoryStorage();
    storage.setItem('role', 'caller');
    const values = keyValuesIn(() => ({ ...storage, removeItem: forbid }));
    values.remove('role');
    expect(values.get('role')).toBeUndefined();
  });

  it('that is forbidden in mid-call: what the page wrote before is still read', () => {
    const storage = memoryStorage();
    let isForbidden = false;
    const values = keyValuesIn(() => (isForbidden ? forbid() : storage));
    values.set('role', 'caller');
    isForbidden = true;
    expect(values.get('role')).toBe('caller');
  });
});
