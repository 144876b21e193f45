/**
 * The space bar as a key to talk: a microphone that is off is on while it is held.
 *
 *   idle ──pressed, the microphone is off──► talking ──let go, or the page has lost the keys──► ending ──it is on──► off, idle
 *                                                                                                └──it could not go on──► idle
 *
 * Switching takes a moment, and a view may be older than the press: a key that was let go meanwhile still ends what it has begun.
 */
import type { ReactiveController } from 'lit';
import type { DeviceView } from 'firelink/call';

/** As much of a KeyboardEvent as is looked at. */
export type SpacePress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'repeat' | 'isComposing' | 'defaultPrevented' | 'composedPath' | 'preventDefault'>;

export interface PushToTalkPorts {
  /** Whether the key is for the microphone at present. */
  readonly isWanted: () => boolean;
  /** The microphone as the screen shows it; another object after each change. */
  readonly microphone: () => DeviceView;
  readonly turn: (isOn: boolean) => void;
}

/** What a space presses, types into or scrolls. */
const USES_SPACE = 'button, a[href], input, textarea, select, summary, audio, video, dialog, [contenteditable], [role="button"], [tabindex="0"]';

export class PushToTalk implements ReactiveController {
  readonly #ports: PushToTalkPorts;
  #state: 'idle' | 'talking' | 'ending' = 'idle';
  /** The microphone before the press. */
  #before: DeviceView | undefined;

  constructor(ports: PushToTalkPorts) {
    this.#ports = ports;
  }

  hostConnected(): void {
    window.addEventListener('keydown', this.press);
    window.addEventListener('keyup', this.letGo);
    window.addEventListener('blur', this.end);
  }

  hostDisconnected(): void {
    window.removeEventListener('keydown', this.press);
    window.removeEventListener('keyup', this.letGo);
    window.removeEventListener('blur', this.end);
    this.end();
  }

  /** The screen has drawn another view. */
  hostUpdated(): void {
    if (this.#state === 'ending') this.#settle();
  }

  readonly press = (event: SpacePress): void => {
    if (event.key !== ' ' || event.isComposing || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (event.composedPath().some(usesSpace)) return;
    if (!this.#ports.isWanted()) return;
    const microphone = this.#ports.microphone();
    // A key that is held would scroll the page.
    event.preventDefault();
    if (this.#state === 'ending') this.#state = 'talking';
    if (this.#state !== 'idle' || event.repeat || microphone.isOn || microphone.isBusy) return;
    this.#state = 'talking';
    this.#before = microphone;
    this.#ports.turn(true);
  };

  readonly letGo = ({ key }: Pick<KeyboardEvent, 'key'>): void => {
    if (key === ' ') this.end();
  };

  readonly end = (): void => {
    if (this.#state !== 'talking') return;
    this.#state = 'ending';
    this.#settle();
  };

  #settle(): void {
    const microphone = this.#ports.microphone();
    if (microphone === this.#before || microphone.isBusy) return;
    this.#state = 'idle';
    if (microphone.isOn) this.#ports.turn(false);
  }
}

function usesSpace(target: EventTarget): boolean {
  return target instanceof Element && target.matches(USES_SPACE);
}
