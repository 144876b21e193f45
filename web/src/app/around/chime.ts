/** A soft sound, made here: no file has to be there for it. */
import { type Clock, type Scope, within } from 'firelink/base';

/** What plays it. */
export interface ChimePlayer {
  /** Asks the browser to play; never settles where it wants a press first. */
  start(): Promise<void>;
  readonly isAllowed: boolean;
  /** @returns for how long it sounds, in ms */
  play(): number;
  close(): void;
}

/** Chromium says within some ms whether it plays. Later, the sound would come with a press that has nothing to do with it. */
const ALLOWED_WITHIN_MS = 500;

export interface ChimeOptions {
  readonly clock: Clock;
  readonly open?: () => ChimePlayer;
  /** The place for a setting: asked each time. */
  readonly isWanted?: () => boolean;
}

/** Rings where the browser lets it, and is silent elsewhere. Never throws, never rejects; ends with its scope. */
export class Chime {
  readonly #scope: Scope;
  readonly #options: Required<ChimeOptions>;

  constructor(scope: Scope, { clock, open = openWebAudio, isWanted = () => true }: ChimeOptions) {
    this.#scope = scope;
    this.#options = { clock, open, isWanted };
  }

  async ring(): Promise<void> {
    const { clock, open, isWanted } = this.#options;
    if (!isWanted() || this.#scope.isEnded) return;
    const sound = this.#scope.child();
    try {
      const player = open();
      sound.own(() => player.close());
      await within(clock, ALLOWED_WITHIN_MS, player.start(), () => undefined);
      if (sound.isEnded || !player.isAllowed) return sound.end();
      sound.own(clock.after(player.play(), () => sound.end()));
    } catch {
      // No sound device, or no more audio contexts available: there are other signs.
      sound.end();
    }
  }
}

interface Note {
  readonly hz: number;
  readonly atS: number;
}

/** Two notes, a fifth apart, upwards: an arrival. */
const NOTES: readonly Note[] = [{ hz: 587.33, atS: 0 }, { hz: 880, atS: 0.13 }];
const NOTE_S = 0.42;
/** Of full scale: below speech, above a fan. */
const GAIN = 0.07;
/** The device's clock begins late, and stands while a machine is busy: the last note is not cut off by a timer of the page's. */
const SILENCE_MS = 1_000;
/** An edge would click. */
const ATTACK_S = 0.015;

/** A message: one note, at half the loudness. */
const MESSAGE_NOTES: readonly Note[] = [{ hz: 698.46, atS: 0 }];
const MESSAGE_GAIN = GAIN / 2;

export function openMessageSound(): ChimePlayer {
  return openWebAudio(MESSAGE_NOTES, MESSAGE_GAIN);
}

function openWebAudio(notes = NOTES, gain = GAIN): ChimePlayer {
  const audio = new AudioContext();
  return {
    start: () => audio.resume(),
    get isAllowed() { return audio.state === 'running'; },
    play() {
      for (const { hz, atS } of notes) {
        const tone = new OscillatorNode(audio, { type: 'sine', frequency: hz });
        const volume = new GainNode(audio, { gain: 0 });
        const at = audio.currentTime + atS;
        volume.gain.setValueAtTime(0, at);
        volume.gain.linearRampToValueAtTime(gain, at + ATTACK_S);
        volume.gain.exponentialRampToValueAtTime(gain / 1_000, at + NOTE_S);
        tone.connect(volume).connect(audio.destination);
        tone.start(at);
        tone.stop(at + NOTE_S);
      }
      return (Math.max(...notes.map(({ atS }) => atS)) + NOTE_S) * 1_000 + SILENCE_MS;
    },
    close: () => {
      audio.close().catch(() => undefined);
    },
  };
}
