/** What is printed of a run: tables, and whether the bars are met. */
import type { TableRow } from '../../scripts/test-run/for-the-record.ts';
import { median } from '../median.ts';
import type { InACall, Meanwhile } from './in-a-call.ts';
import { mbitPerSecond, PLACES, type Place, type TransferResults, type Tries } from './transfer-bench.ts';
import type { Contestant, Sending } from './tries.ts';

const PLACE_NAMES: Readonly<Record<Place, string>> = { loopback: 'loopback', link: '100 Mbit/s' };
/** Of the limit. */
const LEAST_SHARE: Readonly<Record<Place, number>> = { loopback: 0.75, link: 0.9 };
/** Above the same call without the file. */
export const MOST_MIB = 64;

const round = (value: number, digits: number): number => Number(value.toFixed(digits));

export function throughputRows({ mib, tries }: TransferResults): readonly TableRow[] {
  return tries.map((one) => {
    const done = one.sendings.filter((sending) => sending !== undefined);
    const share = shareOfLimit(tries, one.place, one.contestant);
    return {
      where: PLACE_NAMES[one.place], who: one.contestant, MiB: mib, tries: one.sendings.length, failed: one.sendings.length - done.length,
      'Mbit/s': Math.round(median(done.map(({ ms }) => mbitPerSecond(mib, ms)))),
      '× limit': Number.isNaN(share) ? '–' : round(share, 2),
      'CPU s, sender': round(median(done.map(({ cpu }) => cpu.sender)), 1), 'CPU s, receiver': round(median(done.map(({ cpu }) => cpu.receiver)), 1),
    };
  });
}

export function largeFileRows({ inCalls }: TransferResults): readonly TableRow[] {
  return inCalls.flatMap((one) => {
    const row = (page: string, what: string, { peak, roundTripMs, framesPerSecond, madeUpPercent }: Meanwhile): TableRow => ({
      call: one.kind === 'chat' ? 'data alone' : 'with media', page, file: what, 'peak of the page, MiB': Math.round(peak.pages), 'of its browser, MiB': Math.round(peak.all),
      'round trip ms': round(roundTripMs, 1), ...(one.kind === 'media' ? { 'frames/s': round(framesPerSecond, 1), 'sound made up %': round(madeUpPercent, 2) } : {}),
    });
    const name = `${Math.round(one.sentMib)} MiB in ${Math.round(one.ms / 1_000)} s`;
    return (['sender', 'receiver'] as const).flatMap((side) => [row(side, 'none', one[side].without), row(side, name, one[side].with)]);
  });
}

export function barRows(results: TransferResults): readonly TableRow[] {
  const shares = PLACES.filter((place) => results.tries.some((one) => one.place === place)).map((place) => {
    const share = shareOfLimit(results.tries, place, 'firelink');
    return { bar: `${PLACE_NAMES[place]}: firelink, of the limit`, figure: round(share, 2), 'has to be': `at least ${LEAST_SHARE[place]}`, met: share >= LEAST_SHARE[place] ? 'yes' : 'NO' };
  });
  const memory = results.inCalls.map((one) => {
    const more = memoryMib(one);
    const name = `${Math.round(one.sentMib)} MiB in a call ${one.kind === 'chat' ? 'of data alone' : 'with media'}: more memory of a page, MiB`;
    return { bar: name, figure: Math.round(more), 'has to be': `at most ${MOST_MIB}`, met: more <= MOST_MIB ? 'yes' : 'NO' };
  });
  return [...shares, ...memory];
}

/** Of the page that needs more for the file, above the call without it. */
export function memoryMib({ sender, receiver }: InACall): number {
  return Math.max(...[sender, receiver].map((side) => side.with.peak.pages - side.without.peak.pages));
}

/** The median of the ratios within each round. NaN where there is none. */
function shareOfLimit(all: readonly Tries[], place: Place, contestant: Contestant): number {
  const of = (who: Contestant): readonly (Sending | undefined)[] => all.find((one) => one.place === place && one.contestant === who)?.sendings ?? [];
  const limit = of('limit');
  return median(of(contestant).flatMap((sending, index) => {
    const beside = limit[index];
    return sending && beside ? [beside.ms / sending.ms] : [];
  }));
}
