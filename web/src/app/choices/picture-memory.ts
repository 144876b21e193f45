import { browserStorage, isOneOf, parseJsonObject, type KeyValues } from 'firelink/base';
import { AS_IT_COMES, type PictureChoice, type PictureMemory } from '../../elements/view-menu/picture-choice.ts';

const KEY = 'firelink/pictures';
const FITS = ['cover', 'contain'] as const;

/** Remembers in this browser how the pictures are arranged. */
export function createPictureMemory(storage: KeyValues = browserStorage.local): PictureMemory {
  return {
    recall() {
      return parsePictureChoice(storage.get(KEY) ?? '');
    },
    keep: (choice) => storage.set(KEY, JSON.stringify(choice)),
  };
}

export const pictureMemory = createPictureMemory();

function parsePictureChoice(text: string): PictureChoice {
  const parsed = parseJsonObject(text);
  if (!parsed.ok) return AS_IT_COMES;
  const { fit, isOwnHidden, isOwnSmall } = parsed.value;
  return { isOwnHidden: isOwnHidden === true, isOwnSmall: isOwnSmall === true, ...(isOneOf(fit, FITS) && { fit }) };
}
