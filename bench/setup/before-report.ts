/** Today's version of the page beside the version before, which ran in turn with it. */
import type { TableRow } from '../../scripts/test-run/for-the-record.ts';
import { median } from '../median.ts';
import type { SetUpResults, Tries } from './set-up-bench.ts';

/** One line for each round trip and moment: both medians, and the median of the ratios within each round. */
export function beforeRows({ setUps, coldStarts }: SetUpResults): readonly TableRow[] {
  return [
    ...rowsOf(setUps, 'Join to connected', ({ connectedMs }) => connectedMs),
    ...rowsOf(setUps, 'Join to first frame', ({ firstFrameMs }) => firstFrameMs),
    ...rowsOf(coldStarts, 'cold link to Join', ({ joinableMs }) => joinableMs),
    ...rowsOf(coldStarts, 'cold link to connected', ({ connectedMs }) => connectedMs),
  ];
}

function rowsOf<T>(all: readonly Tries<T>[], what: string, pick: (one: T) => number): readonly TableRow[] {
  return all.filter(({ contestant }) => contestant === 'firelink').flatMap((today) => {
    const before = all.find(({ contestant, roundTripMs }) => contestant === 'before' && roundTripMs === today.roundTripMs);
    if (!before) return [];
    // The tries of one round follow each other: whatever else the machine does, it does to both.
    const ratios = today.rounds.flatMap((round, index) => {
      const [now, then] = [today.done[index], before.done[before.rounds.indexOf(round)]];
      return now && then ? [pick(now) / pick(then)] : [];
    });
    return [{
      'from … to': what, 'round trip ms': today.roundTripMs, rounds: ratios.length,
      'today ms': Math.round(median(today.done.map(pick))), 'before ms': Math.round(median(before.done.map(pick))),
      'today / before': rounded(median(ratios)), 'middle half of the ratios': `${rounded(quantile(ratios, 0.25))}–${rounded(quantile(ratios, 0.75))}`,
    }];
  });
}

/** The value below which that share of them lies, the nearest one. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
