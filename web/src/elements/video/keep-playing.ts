import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { type Clock, contained, uncaught } from 'firelink/base';

/**
 * A phone call pauses what a page plays, and playing during it is paused again at once. Soon, since most pauses are
 * short; then rarely, and then no more until the person is back or presses: nothing else tells that it is over.
 */
export const RESUME_MS = [250, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000] as const;

/** After this long without another pause the last one is over, and the next one is a new one. */
const SETTLED_MS = 5_000;

/** As much of a video element as is played. */
export type Playable = Pick<HTMLMediaElement, 'muted' | 'paused' | 'play'> & EventTarget;

export interface PlayingHost extends ReactiveControllerHost {
  /** Undefined while there is nothing to play. */
  readonly playable: Playable | undefined;
  /** No sound by intention: one's own picture. */
  readonly muted: boolean;
  readonly clock: Clock;
  /** Whether the browser wants a press first. */
  onBlocked(isBlocked: boolean): void;
}

/**
 * Plays a video for as long as its host stands. Where the browser plays no sound before a press, the picture plays
 * without it, and any press on the page brings the sound. What the system pauses is played again.
 */
export class KeepPlaying implements ReactiveController {
  readonly #host: PlayingHost;
  readonly #page: { readonly document: EventTarget & Pick<Document, 'visibilityState'>; readonly window: EventTarget };
  #isBlocked = false;
  #pauses = 0;
  /** Counts the tries: what an older one says is no longer true. */
  #try = 0;
  #cancel: () => void = () => {};

  constructor(host: PlayingHost, page: { readonly document: EventTarget & Pick<Document, 'visibilityState'>; readonly window: EventTarget } = { document, window }) {
    this.#host = host;
    this.#page = page;
    host.addController(this);
  }

  hostConnected(): void {
    this.#page.document.addEventListener('visibilitychange', this.#onReturn);
    this.#page.window.addEventListener('focus', this.#onReturn);
    this.#page.window.addEventListener('pageshow', this.#onReturn);
    this.#listenForPress(this.#isBlocked);
  }

  hostDisconnected(): void {
    this.#page.document.removeEventListener('visibilitychange', this.#onReturn);
    this.#page.window.removeEventListener('focus', this.#onReturn);
    this.#page.window.removeEventListener('pageshow', this.#onReturn);
    this.#cancel();
    this.#listenForPress(false);
  }

  /** Plays, with sound as far as the browser lets it: right after a press it does. */
  async play(): Promise<void> {
    const { playable, muted } = this.#host;
    if (!playable) return;
    const attempt = ++this.#try;
    playable.muted = muted;
    const refusal = await refusalOf(playable);
    if (attempt !== this.#try) return;
    if (refusal === 'NotAllowedError') return this.#playSilently(playable);
    // AbortError: a newer stream took its place, or the system paused it again, which is heard as a pause.
    if (refusal === undefined) this.#setBlocked(false);
  }

  /** To be called at the element's `pause`. */
  heardPause(): void {
    this.#cancel();
    const delayMs = RESUME_MS[this.#pauses++];
    if (delayMs === undefined) return this.#setBlocked(true);
    this.#after(delayMs, () => this.#resume());
  }

  /** To be called at the element's `playing`. */
  heardPlaying(): void {
    this.#after(SETTLED_MS, () => {
      this.#pauses = 0;
    });
  }

  readonly #onReturn = (): void => {
    if (this.#page.document.visibilityState !== 'visible') return;
    this.#pauses = 0;
    this.#resume();
  };

  readonly #onPress = (): void => {
    this.#pauses = 0;
    contained(this.play(), uncaught);
  };

  #resume(): void {
    if (this.#host.playable?.paused) contained(this.play(), uncaught);
  }

  async #playSilently(playable: Playable): Promise<void> {
    this.#setBlocked(true);
    playable.muted = true;
    // Refused even so where a phone saves power: the press brings both.
    await refusalOf(playable);
  }

  #setBlocked(isBlocked: boolean): void {
    if (this.#isBlocked === isBlocked) return;
    this.#isBlocked = isBlocked;
    this.#listenForPress(isBlocked);
    this.#host.onBlocked(isBlocked);
  }

  #listenForPress(isListening: boolean): void {
    const { window } = this.#page;
    for (const type of ['pointerup', 'keydown']) {
      // Caught on the way down: what the press is for may take the pressed thing away.
      if (isListening) window.addEventListener(type, this.#onPress, { capture: true });
      else window.removeEventListener(type, this.#onPress, { capture: true });
    }
  }

  #after(delayMs: number, action: () => void): void {
    this.#cancel();
    this.#cancel = this.#host.clock.after(delayMs, action);
  }
}

async function refusalOf(playable: Playable): Promise<string | undefined> {
  try {
    await playable.play();
    return undefined;
  } catch (error) {
    return error instanceof DOMException ? error.name : 'Error';
  }
}
