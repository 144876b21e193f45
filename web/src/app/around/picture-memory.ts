import { browserStorage, type KeyValues } from 'firelink/base';
import { AS_IT_COMES, type PictureChoice, type PictureMemory } from '../../elements/in-call/picture-choice.ts';

const KEY = 'firelink/pictures';

/** Remembers in this browser how the pictures are arranged. */
export function createPictureMemory(storage: KeyValues = browserStorage.local): PictureMemory {
  return {
    recall() {
      try {
        return parsePictureChoice(JSON.parse(storage.get(KEY) ?? 'null'));
      } catch {
        return AS_IT_COMES;
      }
    },
    keep: (choice) => storage.set(KEY, JSON.stringify(choice)),
  };
}

export const pictureMemory = createPictureMemory();

function parsePictureChoice(value: unknown): PictureChoice {
  if (typeof value !== 'object' || value === null) return AS_IT_COMES;
  const fit = 'fit' in value && (value.fit === 'cover' || value.fit === 'contain') ? value.fit : undefined;
  return {
    isOwnHidden: 'isOwnHidden' in value && value.isOwnHidden === true,
    isOwnSmall: 'isOwnSmall' in value && value.isOwnSmall === true,
    ...(fit && { fit }),
  };
}
