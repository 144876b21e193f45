/** What the tries come to: medians, the worst, and how far each is from what is within reach. */
import type { TableRow } from '../../scripts/test-run/for-the-record.ts';
import { median } from '../median.ts';
import { type DescriptionSize, type SetUp, STEPS } from './attempt.ts';
import type { RoundTrip } from './grounds.ts';
import type { SetUpResults, Tries } from './set-up-bench.ts';

export interface Target {
  readonly what: string;
  readonly ratio: number;
  readonly atMost: number;
  /** Even is not enough. */
  readonly isStrict?: true;
}

/** Characters. */
const BAR_WIDTH = 40;

type Moment = 'connectedMs' | 'firstFrameMs';

export function setUpRows({ store, setUps }: SetUpResults): readonly TableRow[] {
  return setUps.map(({ contestant, roundTripMs, done, failures }) => {
    const of = (moment: Moment): readonly number[] => done.map((one) => one[moment]);
    const reach = reachOf('connectedMs', { store, setUps }, roundTripMs);
    return {
      'round trip ms': roundTripMs, who: contestant, tries: done.length + failures.length, failed: failures.length,
      'connected ms': whole(median(of('connectedMs'))), 'worst ms': whole(Math.max(...of('connectedMs'))), '× reach': short(median(of('connectedMs')) / reach),
      'first frame ms': whole(median(of('firstFrameMs'))), 'worst first ms': whole(Math.max(...of('firstFrameMs'))),
      '× reach, frame': short(median(of('firstFrameMs')) / reachOf('firstFrameMs', { store, setUps }, roundTripMs)),
      'busy ms': whole(median(done.map(({ callee, caller }) => callee.afterClickMs + caller.afterClickMs))),
    };
  });
}

export function storeRows({ store }: SetUpResults): readonly TableRow[] {
  return [{ what: 'a warm write of one page to the snapshot of another', writes: store.length, 'median ms': whole(median(store)), 'worst ms': whole(Math.max(...store)) }];
}

export function coldStartRows({ coldStarts }: SetUpResults): readonly TableRow[] {
  return coldStarts.map(({ contestant, roundTripMs, done, failures }) => ({
    'round trip ms': roundTripMs, who: contestant, tries: done.length + failures.length, failed: failures.length,
    'can be joined ms': whole(median(done.map(({ joinableMs }) => joinableMs))),
    'could answer ms': whole(ableToAnswer(done)),
    'connected ms': whole(median(done.map(({ connectedMs }) => connectedMs))),
    'worst ms': whole(Math.max(...done.map(({ connectedMs }) => connectedMs))),
    'busy before ms': whole(median(done.map(({ callee }) => callee.beforeClickMs))),
  }));
}

/** Sizes of the SDP that both sides agreed on, medians. */
export function descriptionRows({ setUps }: SetUpResults): readonly TableRow[] {
  const contestants = [...new Set(setUps.map(({ contestant }) => contestant))];
  return contestants.flatMap((who) => (['offer', 'answer'] as const).map((type) => {
    const sizes = setUps.filter(({ contestant }) => contestant === who).flatMap(({ done }) => done.map((one) => one[type]));
    const of = (pick: (size: DescriptionSize) => number): number | string => whole(median(sizes.map(pick)));
    return { who, what: type, 'media sections': of((size) => size.mediaSections), bytes: of((size) => size.bytes), 'deflated bytes': of((size) => size.deflatedBytes) };
  }));
}

/** Of Firelink's tries: when each step was done, the median, drawn to scale. */
export function waterfallRows({ setUps }: SetUpResults): readonly TableRow[] {
  return setUps.filter(({ contestant }) => contestant === 'firelink').flatMap(({ roundTripMs, done }) => {
    const steps = STEPS.map((step) => ({ step, ms: median(done.flatMap(({ steps }) => steps[step] ?? [])) })).toSorted((one, other) => one.ms - other.ms);
    const longest = steps.at(-1)?.ms ?? Number.NaN;
    return steps.map(({ step, ms }) => ({ 'round trip ms': roundTripMs, 'from the click until': step, ms: whole(ms), '': bar(ms / longest) }));
  });
}

function bar(share: number): string {
  return Number.isFinite(share) ? '█'.repeat(Math.max(1, Math.round(share * BAR_WIDTH))) : '';
}

/** The targets, as ratios within this run. */
export function targetsOf(results: SetUpResults): readonly Target[] {
  const trips = [...new Set(results.setUps.map(({ roundTripMs }) => roundTripMs))];
  return trips.flatMap((trip) => {
    const firelink = (moment: Moment): number => medianOf(results.setUps, 'firelink', trip, moment);
    const cold = (who: string): Tries<SetUpResults['coldStarts'][number]['done'][number]> | undefined =>
      results.coldStarts.find(({ contestant, roundTripMs }) => contestant === who && roundTripMs === trip);
    return [
      { what: `${trip} ms: connected, of what is within reach`, ratio: firelink('connectedMs') / reachOf('connectedMs', results, trip), atMost: 1.15 },
      { what: `${trip} ms: connected, of PeerJS`, ratio: firelink('connectedMs') / medianOf(results.setUps, 'peerjs', trip, 'connectedMs'), atMost: 1, isStrict: true },
      { what: `${trip} ms: first frame, of what is within reach`, ratio: firelink('firstFrameMs') / reachOf('firstFrameMs', results, trip), atMost: 1.1 },
      {
        what: `${trip} ms: cold link to Join, of the codelab’s being able to answer`,
        ratio: median((cold('firelink')?.done ?? []).map(({ joinableMs }) => joinableMs)) / ableToAnswer(cold('codelab')?.done ?? []), atMost: 0.5,
      },
      // Without a target: Join can be pressed before, and is kept.
      {
        what: `${trip} ms: cold link to being able to answer, of the codelab’s`,
        ratio: ableToAnswer(cold('firelink')?.done ?? []) / ableToAnswer(cold('codelab')?.done ?? []), atMost: Infinity,
      },
    ];
  });
}

export function targetRows(targets: readonly Target[]): readonly TableRow[] {
  // A contestant that did not take part leaves no ratio.
  return targets.filter(({ ratio }) => Number.isFinite(ratio)).map(({ what, ratio, atMost, isStrict }) => ({
    target: what, ratio: short(ratio), 'at most': Number.isFinite(atMost) ? `${isStrict ? 'below ' : ''}${atMost}` : '–',
    met: !Number.isFinite(atMost) ? '–' : (isStrict ? ratio < atMost : ratio <= atMost) ? 'yes' : 'NO',
  }));
}

/** The limit, one round trip to the store, and what the store takes itself. */
function reachOf(moment: Moment, { store, setUps }: Pick<SetUpResults, 'store' | 'setUps'>, roundTripMs: RoundTrip): number {
  return medianOf(setUps, 'limit', roundTripMs, moment) + roundTripMs + median(store);
}

function medianOf(setUps: readonly Tries<SetUp>[], who: string, roundTripMs: RoundTrip, moment: Moment): number {
  const tries = setUps.find((one) => one.contestant === who && one.roundTripMs === roundTripMs);
  return median((tries?.done ?? []).map((one) => one[moment]));
}

function ableToAnswer(done: readonly { readonly ableToAnswerMs: number | undefined }[]): number {
  return median(done.flatMap(({ ableToAnswerMs }) => ableToAnswerMs ?? []));
}

const whole = (value: number): number | string => (Number.isFinite(value) ? Math.round(value) : '–');
const short = (value: number): number | string => (Number.isFinite(value) ? Math.round(value * 100) / 100 : '–');
