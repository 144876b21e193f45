/**
 * From readings to what a person is told: how good the call is, and the one thing that most stands in its way.
 *
 *   readings (2 s apart) ──► numbers over the last 6 s ──► rateQuality ──► a rating that lasts ──► shown
 */
import type { CallNumbers, CallQuality, PathMeasure, QualityLevel, QualityReason, QualityRating } from './call-quality.ts';
import { numbersOver } from './quality-numbers.ts';
import type { StatsReading } from './quality-reading.ts';

interface Bounds {
  readonly fair: number;
  readonly poor: number;
}

/** Redundant sound and repeated pictures get over 2 %; from 8 % on both begin to show. */
const LOSS_PERCENT: Bounds = { fair: 2, poor: 8 };
/** Concealed sound is heard as a rough voice at 5 %, and as missing syllables at 15 %. */
const CONCEALED_PERCENT: Bounds = { fair: 5, poor: 15 };
/**
 * ITU-T G.114: people notice from 150 ms from mouth to ear on, and can't talk in turns beyond 400. Capturing, coding
 * and the receiver's buffer take about 80 of them, the way half a round trip.
 */
const ROUND_TRIP_MS: Bounds = { fair: 300, poor: 600 };
/** A picture that stands still for a fifth of the time is a bad one, for half of it none. */
const FROZEN_PERCENT: Bounds = { fair: 20, poor: 50 };
/** 640 × 360 needs 600; below 150 the voice has the link almost to itself. Browsers call themselves limited with more. */
const ESTIMATED_KBPS: Bounds = { fair: 600, poor: 150 };
/** Below, a face is a series of photographs. */
const POOR_FPS = 7;

/** Three samples: long enough to tell 2 % of 50 packets a second from chance. */
const WINDOW_READINGS = 4;
/** How often in a row another rating must be found before it is shown. Bad news sooner than good news. */
const WORSE_SAMPLES = 2;
const BETTER_SAMPLES = 3;

const LEVELS: readonly QualityLevel[] = ['good', 'fair', 'poor'];
const GOOD: QualityRating = { level: 'good' };

export interface QualityState {
  readonly readings: readonly StatsReading[];
  readonly shown?: QualityRating;
  /** Ratings on the same side of what is shown, since the last one that agreed with it. */
  readonly pending: readonly QualityRating[];
  readonly numbers?: CallNumbers;
  /** Of this path. */
  readonly leastRoundTripMs?: number;
}

export const NO_QUALITY: QualityState = { readings: [], pending: [] };

export function takeReading(state: QualityState, reading: StatsReading): QualityState {
  // Without a path there is no connection (yet, or any more).
  if (!reading.path) return { ...state, readings: [] };
  const latest = state.readings.at(-1)?.path;
  // Another path, or a connection made anew, has nothing to do with what was before; and one reading is a beginning.
  if (latest?.key !== reading.path.key || reading.path.bytesReceived < latest.bytesReceived) return { ...withoutPath(state), readings: [reading] };
  const readings = [...state.readings, reading].slice(-WINDOW_READINGS);
  const numbers = numbersOver(readings);
  const least = Math.min(state.leastRoundTripMs ?? Infinity, numbers.roundTripMs ?? Infinity);
  return { readings, numbers, ...steady(state, rateQuality(numbers)), ...(least < Infinity && { leastRoundTripMs: least }) };
}

function withoutPath({ leastRoundTripMs: _, ...state }: QualityState): QualityState {
  return state;
}

/** What one who sends beside the media goes by. */
export function pathOf({ readings, numbers, leastRoundTripMs }: QualityState): Omit<PathMeasure, 'bytesPerSecond'> {
  const { roundTripMs, outgoing } = numbers ?? {};
  const hasMedia = isSending(readings);
  return {
    ...(hasMedia !== undefined && { hasMedia }),
    ...(roundTripMs !== undefined && { roundTripMs }),
    ...(leastRoundTripMs !== undefined && { leastRoundTripMs }),
    ...(outgoing?.lossPercent !== undefined && { lostShare: outgoing.lossPercent / 100 }),
  };
}

/** By the last two readings: a camera that was turned off a moment ago is no media any more. Of a connection that was read once, all that was sent counts. */
function isSending(readings: readonly StatsReading[]): boolean | undefined {
  const [after, before] = readings.toReversed();
  return after?.outbound.some((flow) => flow.sent > (before?.outbound.find(({ key }) => key === flow.key)?.sent ?? 0));
}

export function qualityOf({ shown, numbers }: QualityState): CallQuality | undefined {
  return shown && numbers && { ...shown, numbers };
}

/** The worst of all. Of equally bad ones the first: a link that is too narrow loses and delays what doesn't fit as well. */
export function rateQuality({ roundTripMs, incoming, outgoing, path }: CallNumbers): QualityRating {
  const isNarrow = bandwidthLevel(outgoing) !== 'good';
  const found: readonly (readonly [QualityLevel, QualityReason])[] = [
    [bandwidthLevel(outgoing), { kind: 'bandwidth', direction: 'out' }],
    [levelOf(incoming.lossPercent, LOSS_PERCENT), { kind: 'loss', direction: 'in' }],
    [levelOf(outgoing.lossPercent, LOSS_PERCENT), isNarrow ? { kind: 'bandwidth', direction: 'out' } : { kind: 'loss', direction: 'out' }],
    [levelOf(roundTripMs, ROUND_TRIP_MS), { kind: path?.isRelayed ? 'relayed' : 'delay' }],
    [outgoing.limitedBy === 'cpu' ? pictureLevel(outgoing) : 'good', { kind: 'cpu' }],
    [levelOf(incoming.concealedPercent, CONCEALED_PERCENT), { kind: 'loss', direction: 'in' }],
    [levelOf(incoming.frozenPercent, FROZEN_PERCENT), { kind: 'bandwidth', direction: 'in' }],
  ];
  const [level, reason] = found.reduce((worst, one) => (rank(one[0]) > rank(worst[0]) ? one : worst));
  return level === 'good' ? GOOD : { level, reason };
}

function bandwidthLevel(outgoing: CallNumbers['outgoing']): QualityLevel {
  const { limitedBy, estimatedKbps } = outgoing;
  if (limitedBy !== 'bandwidth') return 'good';
  if (estimatedKbps !== undefined && estimatedKbps >= ESTIMATED_KBPS.fair) return 'good';
  return estimatedKbps !== undefined && estimatedKbps < ESTIMATED_KBPS.poor ? 'poor' : pictureLevel(outgoing);
}

/** Of a picture that is limited: less of it is fair, hardly moving is poor. */
function pictureLevel({ picture }: CallNumbers['outgoing']): QualityLevel {
  return picture?.fps !== undefined && picture.fps < POOR_FPS ? 'poor' : 'fair';
}

function levelOf(value: number | undefined, { fair, poor }: Bounds): QualityLevel {
  if (value === undefined || value < fair) return 'good';
  return value < poor ? 'fair' : 'poor';
}

/** No flicker: another rating is shown when it has lasted, and of a wavering one the part nearest to what was shown. */
function steady({ shown, pending }: QualityState, found: QualityRating): Pick<QualityState, 'shown' | 'pending'> {
  if (!shown && found.level === 'good') return { shown: found, pending: [] };
  const before = shown ?? GOOD;
  if (shown && isSame(before, found)) return { shown, pending: [] };
  const side = Math.sign(rank(found.level) - rank(before.level));
  const kept = pending.filter((rating) => Math.sign(rank(rating.level) - rank(before.level)) === side);
  const all = [...(kept.length === pending.length ? pending : []), found];
  const settled = { pending: all, ...(shown && { shown }) };
  if (all.length < (side < 0 ? BETTER_SAMPLES : WORSE_SAMPLES)) return settled;
  const distance = (rating: QualityRating): number => Math.abs(rank(rating.level) - rank(before.level));
  // The latest of the nearest ones: its reason is the current one.
  const nearest = all.reduce((best, one) => (distance(one) <= distance(best) ? one : best));
  return { shown: nearest, pending: [] };
}

function rank(level: QualityLevel): number {
  return LEVELS.indexOf(level);
}

function isSame(one: QualityRating, other: QualityRating): boolean {
  return one.level === other.level && one.reason?.kind === other.reason?.kind && directionOf(one) === directionOf(other);
}

function directionOf({ reason }: QualityRating): string | undefined {
  return reason && 'direction' in reason ? reason.direction : undefined;
}
