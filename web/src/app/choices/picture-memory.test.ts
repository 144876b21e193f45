import { describe, expect, it } from 'vitest';
import { keyValuesIn } from '../../../../engine/src/base/storage/key-values.ts';
import { memoryKeyValues } from '../../../../engine/src/base/storage/testing/memory-key-values.ts';
import { AS_IT_COMES } from '../../elements/view-menu/picture-choice.ts';
import { createPictureMemory } from './picture-memory.ts';

describe('how the pictures are arranged', () => {
  it('is the same in the next call', () => {
    const storage = memoryKeyValues();
    expect(createPictureMemory(storage).recall()).toEqual(AS_IT_COMES);
    const choice = { isOwnHidden: true, isOwnSmall: true, fit: 'contain' } as const;
    createPictureMemory(storage).keep(choice);
    expect(createPictureMemory(storage).recall()).toEqual(choice);
  });

  it('is as it comes where something else lies in its place', () => {
    const storage = memoryKeyValues();
    for (const spoilt of ['', '{', 'null', '3', '[]', '{"isOwnHidden":"yes","isOwnSmall":1,"fit":"stretch"}']) {
      storage.set('firelink/pictures', spoilt);
      expect(createPictureMemory(storage).recall(), spoilt).toEqual(AS_IT_COMES);
    }
  });

  it('holds for the page where the browser keeps nothing', () => {
    const memory = createPictureMemory(keyValuesIn(() => undefined));
    memory.keep({ isOwnHidden: true, isOwnSmall: false });
    expect(memory.recall()).toEqual({ isOwnHidden: true, isOwnSmall: false });
  });
});
