/** What the level of a microphone shows: that the microphone is silent, or that the person speaks while muted. Pure. */

export interface LevelSample {
  /** The loudest sample and the root mean square of what came since the last sample or so: 0 to 1, where 1 is full scale. */
  readonly peak: number;
  readonly rms: number;
  readonly isMuted: boolean;
  readonly atMs: number;
}

export interface MicrophoneActivity {
  /** Something has come out of this microphone since it was opened. */
  readonly hasHeard: boolean;
  readonly quietSinceMs?: number;
  readonly isSilent: boolean;
  /** A silence that was spoken of has ended by itself: this microphone is one that falls silent between words. */
  readonly isForgiven: boolean;
  /** Of the last samples while muted, which were as loud as speech. */
  readonly loud: readonly boolean[];
  /** When the hint was shown in this mute: once is enough. */
  readonly saidAtMs?: number;
  readonly lastMs?: number;
}

export const NO_ACTIVITY: MicrophoneActivity = { hasHeard: false, isSilent: false, isForgiven: false, loud: [] };

/** A room that a microphone hears is louder than this, also with the browser's noise suppression: -70 dBFS. */
export const QUIET = 10 ** (-70 / 20);
/** Who speaks into a microphone with automatic gain is louder, and a room is not: -40 dBFS. */
export const SPEECH = 10 ** (-40 / 20);
/** Longer than a pause between two sentences. */
export const SOUND_SILENCE_MS = 5_000;
/** A page that was asleep has not listened. */
export const GAP_MS = 1_000;
/** A second of samples, of which more than half are as loud as speech: a cough or a key on the desk is neither. */
export const LOUD_OF = 10;
export const LOUD_ENOUGH = 6;
/** Long enough to be read. */
export const SAID_MS = 8_000;

/**
 * Until anything was heard, next to nothing is silence. Later only nothing at all is: a switch on the device gives exact
 * zeros, and a person who listens gives a little noise.
 */
export function withSample(before: MicrophoneActivity, sample: LevelSample): MicrophoneActivity {
  return sample.isMuted ? withMutedSample(before, sample) : withOpenSample(before, sample);
}

export function hintOf({ isSilent, saidAtMs, lastMs }: MicrophoneActivity): 'silent' | 'speaks-muted' | undefined {
  if (saidAtMs !== undefined && lastMs !== undefined && lastMs - saidAtMs < SAID_MS) return 'speaks-muted';
  return isSilent ? 'silent' : undefined;
}

function withOpenSample({ hasHeard, isSilent, isForgiven, quietSinceMs, lastMs }: MicrophoneActivity, { peak, atMs }: LevelSample): MicrophoneActivity {
  const base = { loud: [], lastMs: atMs };
  const isQuiet = hasHeard ? peak === 0 : peak < QUIET;
  if (!isQuiet) return { ...base, hasHeard: true, isSilent: false, isForgiven: isForgiven || isSilent };
  const hasSlept = lastMs === undefined || atMs - lastMs > GAP_MS;
  const since = hasSlept ? atMs : (quietSinceMs ?? atMs);
  return { ...base, hasHeard, isForgiven, quietSinceMs: since, isSilent: !isForgiven && atMs - since >= SOUND_SILENCE_MS };
}

function withMutedSample(before: MicrophoneActivity, { rms, atMs }: LevelSample): MicrophoneActivity {
  const { hasHeard, isForgiven, saidAtMs } = before;
  const loud = [...before.loud, rms >= SPEECH].slice(-LOUD_OF);
  const speaks = loud.filter(Boolean).length >= LOUD_ENOUGH;
  const said = saidAtMs ?? (speaks ? atMs : undefined);
  return { hasHeard, isForgiven, isSilent: false, loud, lastMs: atMs, ...(said !== undefined && { saidAtMs: said }) };
}

/** For a meter, 0 to 1: loudness is felt by its logarithm. From -60 dBFS to -10, where speech is loud. */
export function meterOf(rms: number): number {
  const db = 20 * Math.log10(Math.max(rms, 1e-6));
  return Math.min(1, Math.max(0, (db + 60) / 50));
}
