import type { ReactiveController } from 'lit';
import type { InputKind } from '../shared/events.ts';

/** M as in every other call product; V for the video, since C is "copy" in many heads. */
export const KEYS: Readonly<Record<InputKind, string>> = { microphone: 'M', camera: 'V' };

/** As much of a KeyboardEvent as is looked at. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'repeat' | 'isComposing' | 'keyCode' | 'getModifierState'>;

/** What an input method takes for itself is marked so, also where `isComposing` comes too late (W3C UI Events, 7.3). */
const TAKEN_BY_INPUT_METHOD = 229;

/** The device that a key press means, or undefined: typing, a chord and a key held down mean none. */
export function deviceOfKey(press: KeyPress, isTyping: boolean): InputKind | undefined {
  if (isTyping || press.repeat || press.isComposing || press.keyCode === TAKEN_BY_INPUT_METHOD) return undefined;
  // AltGr is Ctrl and Alt on Windows, and neither elsewhere.
  if (press.ctrlKey || press.metaKey || press.altKey || press.getModifierState('AltGraph')) return undefined;
  const letter = latinLetterOf(press);
  if (letter === KEYS.microphone) return 'microphone';
  return letter === KEYS.camera ? 'camera' : undefined;
}

/**
 * The Latin letter printed on the key: the letter that it types, or, where it types a letter of another script, what it types on the
 * keyboard that `code` is named after, and has in its other corner. A comma in M's place (France) is no letter at all.
 */
function latinLetterOf({ key, code }: Pick<KeyPress, 'key' | 'code'>): string | undefined {
  if (/^\p{Script=Latin}$/u.test(key)) return key.normalize('NFKC').toUpperCase();
  const isForeign = /^[\p{L}\p{M}]+$/u.test(key) && !/[\p{Script=Latin}\p{Script=Common}]/u.test(key);
  return isForeign ? /^Key([A-Z])$/.exec(code)?.[1] : undefined;
}

/** Keys of a call, heard anywhere on the page while the screen stands. */
export class CallKeys implements ReactiveController {
  readonly #press: (device: InputKind) => void;

  constructor(press: (device: InputKind) => void) {
    this.#press = press;
  }

  hostConnected(): void {
    window.addEventListener('keydown', this.#hear);
  }

  hostDisconnected(): void {
    window.removeEventListener('keydown', this.#hear);
  }

  readonly #hear = (event: KeyboardEvent): void => {
    // The target alone is the outermost host when the key was pressed inside a shadow root.
    const device = event.defaultPrevented ? undefined : deviceOfKey(event, isTypedInto(event.composedPath()[0]));
    if (device !== undefined) this.#press(device);
  };
}

function isTypedInto(target: EventTarget | undefined): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));
}
