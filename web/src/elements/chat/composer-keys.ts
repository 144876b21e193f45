/** As much of a KeyboardEvent as is looked at. */
export type ComposerPress = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey' | 'isComposing' | 'keyCode'>;

/** What an input method takes for itself is marked so, also where `isComposing` comes too late (W3C UI Events, 7.3). */
const TAKEN_BY_INPUT_METHOD = 229;

/**
 * Whether a press in the field sends the message: Enter, and Ctrl or Command with it, which also a phone with a keyboard has.
 * Shift breaks the line; the Enter that ends a word in an input method does neither.
 */
export function isSend(press: ComposerPress, isFinger: boolean): boolean {
  if (press.key !== 'Enter' || press.isComposing || press.keyCode === TAKEN_BY_INPUT_METHOD) return false;
  if (press.ctrlKey || press.metaKey) return true;
  return !isFinger && !press.shiftKey && !press.altKey;
}
