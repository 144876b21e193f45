/**
 * Measures the local microphone, in this page alone: for a meter, for a hint that the microphone is silent, and for one that
 * the person speaks while muted.
 *
 * A muted track is silent to all its consumers, so a muted person is heard through a copy of the track, and only in browsers
 * that keep the device open under a muted track anyway. Where muting closes the device, as in Firefox and Safari, it stays
 * closed: the light that goes out is worth more than a hint. The copy ends with its track.
 */
import type { Clock } from '../../base/clock.ts';
import { Scope } from '../../base/scope.ts';
import { withSample, hintOf, meterOf, NO_ACTIVITY, type MicrophoneActivity } from './microphone-activity.ts';
import { measureLevels, type Levels } from './levels.ts';

/** Between two readings of the level: ten a second look like motion. */
export const READ_MS = 100;

/** What a SoundWatch needs, and whom it tells. */
export interface SoundWatchPorts {
  readonly clock: Clock;
  /** Whether a device stays open under a muted track. */
  readonly staysOpenMuted: boolean;
  readonly measure?: (track: MediaStreamTrack) => Levels;
  /** The hint has changed. */
  readonly onHint: () => void;
}

/** Follows one microphone's track: its level from 0 to 1 every READ_MS, and hints. Ends with its scope. */
export class SoundWatch {
  readonly #ports: SoundWatchPorts;
  readonly #listeners = new Set<(level: number) => void>();
  readonly #scope: Scope;
  #followed: { readonly track: MediaStreamTrack; readonly levels: Levels; readonly scope: Scope } | undefined;
  #isMuted = false;
  #activity: MicrophoneActivity = NO_ACTIVITY;

  constructor(scope: Scope, ports: SoundWatchPorts) {
    this.#scope = scope;
    this.#ports = ports;
    scope.own(() => this.follow(undefined));
  }

  get hint(): ReturnType<typeof hintOf> {
    return hintOf(this.#activity);
  }

  /** @param listener hears how loud it is, 0 to 1, ten times a second while there is a microphone and it is on */
  observe(listener: (level: number) => void): () => void {
    const own = (level: number): void => listener(level);
    this.#listeners.add(own);
    return () => {
      this.#listeners.delete(own);
    };
  }

  /** @param track of the microphone as it is held; the same again only says whether it is muted now */
  follow(track: MediaStreamTrack | undefined, isMuted = false): void {
    this.#isMuted = isMuted;
    if (track === this.#followed?.track) return;
    this.#followed?.scope.end();
    this.#followed = undefined;
    this.#become(NO_ACTIVITY);
    if (track && !this.#scope.isEnded) this.#listenTo(track);
  }

  #listenTo(track: MediaStreamTrack): void {
    const { measure = measureLevels, staysOpenMuted } = this.#ports;
    const scope = new Scope();
    let heard = track;
    if (staysOpenMuted) {
      heard = track.clone();
      heard.enabled = true;
      const copy = heard;
      scope.own(() => copy.stop());
    }
    try {
      const levels = measure(heard);
      scope.own(() => levels.close());
      this.#followed = { track, levels, scope };
      this.#readLater();
    } catch {
      scope.end(); // A browser that doesn't measure: no meter, and no hints.
    }
  }

  #readLater(): void {
    const followed = this.#followed;
    if (!followed) return;
    const { clock } = this.#ports;
    const release = followed.scope.own(clock.after(READ_MS, () => {
      release();
      this.#read(followed.levels);
      this.#readLater();
    }));
  }

  #read(levels: Levels): void {
    const level = levels.read();
    if (!level) return;
    const isUnheard = this.#isMuted && !this.#ports.staysOpenMuted;
    if (!isUnheard) this.#become(withSample(this.#activity, { ...level, isMuted: this.#isMuted, atMs: this.#ports.clock.now() }));
    const shown = this.#isMuted ? 0 : meterOf(level.rms);
    for (const listener of this.#listeners) listener(shown);
  }

  #become(activity: MicrophoneActivity): void {
    const before = this.hint;
    this.#activity = activity;
    if (this.hint !== before) this.#ports.onHint();
  }
}
