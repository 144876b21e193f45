import type { ReactiveController } from 'lit';
import type { InputKind } from '../shared/events.ts';

/** What a key of a call is for. */
export type KeyedControl = InputKind | 'chat' | 'screen' | 'hand' | 'full-screen' | 'shortcuts';

/** M as in every other call product, V for the video, C for the chat, S for the screen, H for the hand, F for the full screen, and ? for the list of them. */
export const KEYS: Readonly<Record<KeyedControl, string>> = { microphone: 'M', camera: 'V', chat: 'C', screen: 'S', hand: 'H', 'full-screen': 'F', shortcuts: '?' };

/** In the order of the list. */
export const KEYED = ['microphone', 'camera', 'chat', 'screen', 'hand', 'full-screen', 'shortcuts'] as const satisfies readonly KeyedControl[];

/** As much of a KeyboardEvent as is looked at. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'repeat' | 'isComposing' | 'keyCode' | 'getModifierState'>;

/** What an input method takes for itself is marked so, also where `isComposing` comes too late (W3C UI Events, 7.3). */
const TAKEN_BY_INPUT_METHOD = 229;

/** The control that a key press means, or undefined: typing, a chord and a key held down mean none. */
export function controlOfKey(press: KeyPress, isTyping: boolean): KeyedControl | undefined {
  if (isTyping || press.repeat || press.isComposing || press.keyCode === TAKEN_BY_INPUT_METHOD) return undefined;
  // AltGr is Ctrl and Alt on Windows, and neither elsewhere.
  if (press.ctrlKey || press.metaKey || press.altKey || press.getModifierState('AltGraph')) return undefined;
  const character = questionMarkOf(press) ?? latinLetterOf(press);
  return KEYED.find((control) => KEYS[control] === character);
}

/** Wherever the keyboard has it, also in full width, and the Arabic one. */
function questionMarkOf({ key }: Pick<KeyPress, 'key'>): string | undefined {
  return key === '?' || key === '？' || key === '؟' ? KEYS.shortcuts : undefined;
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

/** What a screen does with its keys. */
export interface KeyedScreen {
  /** @returns whether something was done */
  press(control: KeyedControl): boolean;
  /** The field that a letter is meant for, pressed at this place: such as that of a chat in which one reads. */
  fieldAt?(path: readonly EventTarget[]): { focus(): void } | undefined;
}

/** Keys of a call, heard anywhere on the page while the screen stands. */
export class CallKeys implements ReactiveController {
  readonly #screen: KeyedScreen;

  constructor(screen: KeyedScreen) {
    this.#screen = screen;
  }

  hostConnected(): void {
    window.addEventListener('keydown', this.#hear);
  }

  hostDisconnected(): void {
    window.removeEventListener('keydown', this.#hear);
  }

  readonly #hear = (event: KeyboardEvent): void => {
    // The target alone is the outermost host when the key was pressed inside a shadow root.
    const path = event.composedPath();
    if (event.defaultPrevented) return;
    const isTyping = isTypedInto(path[0]);
    // The browser gives the letter to the field that has the focus by then.
    const field = !isTyping && isText(event) ? this.#screen.fieldAt?.(path) : undefined;
    if (field) return field.focus();
    const control = controlOfKey(event, isTyping);
    // The field that opens with the chat would be given the letter.
    if (control !== undefined && this.#screen.press(control)) event.preventDefault();
  };
}

/** A space scrolls, or presses the button that has the focus. */
function isText({ key, ctrlKey, metaKey, altKey, isComposing }: KeyPress): boolean {
  return Array.from(key).length === 1 && key !== ' ' && !ctrlKey && !metaKey && !altKey && !isComposing;
}

export function isTypedInto(target: EventTarget | undefined): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));
}
