import { describe, expect, it } from 'vitest';
import { AS_IT_COMES } from '../ui/picture-choice.ts';
import { createPictureMemory } from './picture-memory.ts';

class FakeStorage {
  readonly items = new Map<string, string>();
  getItem(key: string): string | null { return this.items.get(key) ?? null; }
  setItem(key: string, value: string): void { this.items.set(key, value); }
}

describe('how the pictures are arranged', () => {
  it('is the same in the next call', () => {
    const storage = new FakeStorage();
    expect(createPictureMemory(storage).recall()).toEqual(AS_IT_COMES);
    const choice = { isOwnHidden: true, isOwnSmall: true, fit: 'contain' } as const;
    createPictureMemory(storage).keep(choice);
    expect(createPictureMemory(storage).recall()).toEqual(choice);
  });

  it('is as it comes where something else lies in its place', () => {
    const storage = new FakeStorage();
    for (const spoilt of ['', '{', 'null', '3', '[]', '{"isOwnHidden":"yes","isOwnSmall":1,"fit":"stretch"}']) {
      storage.setItem('firelink/pictures', spoilt);
      expect(createPictureMemory(storage).recall(), spoilt).toEqual(AS_IT_COMES);
    }
  });

  it('is forgotten where nothing can be stored, and throws nothing', () => {
    const full = (): never => { throw new DOMException('full', 'QuotaExceededError'); };
    for (const storage of [undefined, { getItem: full, setItem: full }]) {
      const memory = createPictureMemory(storage);
      memory.keep({ isOwnHidden: true, isOwnSmall: false });
      expect(memory.recall()).toEqual(AS_IT_COMES);
    }
  });
});
