/**
 * The screen, window or tab that this side shares, with its sound where the browser gives it. The browser asks the person each time
 * what it is to be.
 *
 *   off ──start──► asking ──chosen──► on ──stop, or the browser's own bar──► off
 *    ▲               └──closed, or refused──► off, with a failure or without
 *    └── end: off for good, from any
 */
import type { ScreenContent, ScreenFailure, ScreenView } from './screen-view.ts';

/** As much of navigator.mediaDevices as is needed. */
export interface ScreenPort {
  /** @throws what the browser throws */
  readonly capture: (constraints: DisplayMediaStreamOptions) => Promise<MediaStream>;
}

/** What is put into the slots of a call. */
export interface ScreenTracks {
  readonly picture: MediaStreamTrack | null;
  readonly sound: MediaStreamTrack | null;
}

const NOTHING: ScreenTracks = { picture: null, sound: null };

/** The members that TypeScript's DOM does not have yet (W3C Screen Capture, 5.2); a browser ignores those that it doesn't know. */
interface CaptureOptions extends DisplayMediaStreamOptions {
  readonly selfBrowserSurface: 'exclude';
  readonly surfaceSwitching: 'include';
  readonly systemAudio: 'include';
}

/**
 * More than 4K is more than any encoder takes. The page of the call is not offered: shared, it would show itself in itself.
 * Sound goes as it is: what cleans a voice spoils music, and `restrictOwnAudio` keeps the other side from hearing themselves.
 */
const CAPTURE: CaptureOptions = {
  video: { width: { max: 3840 }, height: { max: 2160 }, frameRate: { max: 30 } },
  audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false, ...{ restrictOwnAudio: true } },
  selfBrowserSurface: 'exclude',
  surfaceSwitching: 'include',
  systemAudio: 'include',
};

/** The browser's own; undefined where there is none: on phones, and without https. */
export function browserScreens(): ScreenPort | undefined {
  // Typed as always there.
  const devices: MediaDevices | undefined = globalThis.navigator?.mediaDevices;
  if (typeof devices?.getDisplayMedia !== 'function') return undefined;
  return { capture: (constraints) => devices.getDisplayMedia(constraints) };
}

export class ScreenShare {
  readonly #screens: ScreenPort | undefined;
  readonly #onChange: () => void;
  #tracks = NOTHING;
  #content: ScreenContent = 'detail';
  #failure: ScreenFailure | undefined;
  #isAsking = false;
  #isOver = false;

  constructor(screens: ScreenPort | undefined, onChange: () => void) {
    this.#screens = screens;
    this.#onChange = onChange;
  }

  get tracks(): ScreenTracks {
    return this.#tracks;
  }

  get view(): ScreenView {
    return {
      canShare: this.#screens !== undefined, isOn: this.#tracks.picture !== null, isBusy: this.#isAsking,
      hasSound: this.#tracks.sound !== null, content: this.#content,
      ...(this.#failure && { failure: this.#failure }),
    };
  }

  /** In the turn of a press: browsers ask in no other. What is shared already goes on until another is chosen. Never rejects. */
  async start(content: ScreenContent = this.#content): Promise<void> {
    if (!this.#screens || this.#isAsking || this.#isOver) return;
    this.#isAsking = true;
    this.#failure = undefined;
    this.#onChange();
    try {
      const stream = await this.#screens.capture(CAPTURE);
      this.#take(stream, content);
    } catch (error) {
      this.#failure = failureOf(error);
    }
    this.#isAsking = false;
    this.#onChange();
  }

  /** What the picture is for from now on, also while it is shared. */
  setContent(content: ScreenContent): void {
    this.#content = content;
    if (this.#tracks.picture) this.#tracks.picture.contentHint = content;
    this.#onChange();
  }

  stop(): void {
    if (this.#tracks === NOTHING) return;
    this.#letGo();
    this.#onChange();
  }

  /** For good: a question that is still open comes to nothing. */
  end(): void {
    this.#isOver = true;
    this.stop();
  }

  #take(stream: MediaStream, content: ScreenContent): void {
    const [picture = null] = stream.getVideoTracks();
    const [sound = null] = stream.getAudioTracks();
    // The call is over, or the browser has given nothing to see.
    if (this.#isOver || !picture) return stopAll({ picture, sound });
    this.#letGo();
    picture.contentHint = content;
    this.#content = content;
    const tracks = { picture, sound };
    this.#tracks = tracks;
    // The browser's own bar ends the picture; a tab that is closed ends both. Sound alone may end by itself.
    picture.addEventListener('ended', () => this.#ended(tracks), { once: true });
    sound?.addEventListener('ended', () => this.#silent(tracks), { once: true });
  }

  #ended(tracks: ScreenTracks): void {
    if (this.#tracks.picture === tracks.picture) this.stop();
  }

  #silent({ sound }: ScreenTracks): void {
    if (sound === null || this.#tracks.sound !== sound) return;
    this.#tracks = { ...this.#tracks, sound: null };
    this.#onChange();
  }

  #letGo(): void {
    const tracks = this.#tracks;
    this.#tracks = NOTHING;
    stopAll(tracks);
  }
}

function stopAll({ picture, sound }: ScreenTracks): void {
  picture?.stop();
  sound?.stop();
}

/** What getDisplayMedia threw (W3C Screen Capture, 5.1), by its name, and by Chromium's message where the name says too little. */
function failureOf(error: unknown): ScreenFailure | undefined {
  const { name, message } = error instanceof Error || error instanceof DOMException ? error : { name: '', message: '' };
  switch (name) {
    case 'NotAllowedError':
      if (/\bby system\b/i.test(message)) return 'system';
      // Chromium of a frame that may not, and of a page whose headers forbid it.
      return /permissions policy/i.test(message) ? 'policy' : undefined;
    case 'SecurityError': return 'policy';
    case 'NotFoundError': return 'no-screen';
    case 'NotReadableError': return 'system';
    default: return 'failed';
  }
}
