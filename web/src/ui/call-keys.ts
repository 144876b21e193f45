import type { ReactiveController } from 'lit';
import type { DeviceKind } from './events.ts';

/** M as in every other call product; V for the video, since C is "copy" in many heads. */
export const KEYS: Readonly<Record<DeviceKind, string>> = { microphone: 'M', camera: 'V' };

/** The device that a key press means, or undefined: typing, a chord and a key held down mean none. */
export function deviceOfKey(press: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'repeat'>, isTyping: boolean): DeviceKind | undefined {
  if (isTyping || press.repeat || press.ctrlKey || press.metaKey || press.altKey) return undefined;
  const key = press.key.toUpperCase();
  if (key === KEYS.microphone) return 'microphone';
  return key === KEYS.camera ? 'camera' : undefined;
}

/** Keys of a call, heard anywhere on the page while the screen stands. */
export class CallKeys implements ReactiveController {
  readonly #press: (device: DeviceKind) => void;

  constructor(press: (device: DeviceKind) => void) {
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
