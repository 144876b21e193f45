import { AS_IT_COMES, type PictureChoice, type PictureMemory } from '../ui/picture-choice.ts';
import { localStorageIfAllowed } from './device-memory.ts';

const KEY = 'firelink/pictures';

/** Remembers in this browser how the pictures are arranged; forgets where storage is missing, full or forbidden. */
export function createPictureMemory(storage: Pick<Storage, 'getItem' | 'setItem'> | undefined): PictureMemory {
  return {
    recall() {
      try {
        return parsePictureChoice(JSON.parse(storage?.getItem(KEY) ?? 'null'));
      } catch {
        return AS_IT_COMES;
      }
    },
    keep(choice) {
      try {
        storage?.setItem(KEY, JSON.stringify(choice));
      } catch {
        // It holds for this call all the same.
      }
    },
  };
}

export const pictureMemory = createPictureMemory(localStorageIfAllowed());

function parsePictureChoice(value: unknown): PictureChoice {
  if (typeof value !== 'object' || value === null) return AS_IT_COMES;
  const fit = 'fit' in value && (value.fit === 'cover' || value.fit === 'contain') ? value.fit : undefined;
  return {
    isOwnHidden: 'isOwnHidden' in value && value.isOwnHidden === true,
    isOwnSmall: 'isOwnSmall' in value && value.isOwnSmall === true,
    ...(fit && { fit }),
  };
}
