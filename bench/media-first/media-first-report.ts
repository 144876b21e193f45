import type { TableRow } from '../../scripts/test-run/for-the-record.ts';
import { LINK, type MediaFirst, type Span } from './media-first-bench.ts';

/** One span of time a row. */
export function besideFileRows(found: MediaFirst): readonly TableRow[] {
  const row = (name: string, { alice, bob, roundTrip }: Span): TableRow => ({
    'for a while': name,
    'sound made up, %': one(Math.max(alice.madeUp, bob.madeUp)), 'round trip, ms': Math.round(roundTrip.mean), 'worst, ms': Math.round(roundTrip.worst),
    'lost, %': one(Math.max(alice.lost, bob.lost)), 'picture of alice, kbit/s': Math.round(bob.pictureKbps), 'pictures a second': one(bob.fps),
    'file, kbit/s': Math.round(bob.fileKbps), 'alice sends, kbit/s': Math.round(alice.sentKbps),
  });
  return [row('without a file', found.without), row('with a file, 30 s from its beginning', found.with), row('of these the last 20 s', found.settled)];
}

/** What was promised, and what was found. */
export function promiseRows(found: MediaFirst): readonly TableRow[] {
  const { without, steps } = found;
  const left = LINK.kbitPerSecond - without.alice.sentKbps;
  const more = (name: 'alice' | 'bob'): number => found.with[name].madeUp - without[name].madeUp;
  return [
    { promise: 'more sound is made up by at most 1 %', found: `${one(Math.max(more('alice'), more('bob')))} %` },
    { promise: 'the round trip rises by at most 150 ms', found: `${Math.round(found.with.roundTrip.mean - without.roundTrip.mean)} ms` },
    { promise: 'the file takes at least half of what the call leaves', found: `${Math.round((100 * found.with.bob.fileKbps) / left)} % of ${Math.round(left)} kbit/s` },
    { promise: 'a mute shows as quickly', found: `${Math.round(steps.mute[1])} ms, without a file ${Math.round(steps.mute[0])} ms` },
    { promise: 'a hang-up shows as quickly', found: `${Math.round(steps.hangUp[1])} ms, without a file ${Math.round(steps.hangUp[0])} ms` },
  ];
}

function one(value: number): number {
  return Math.round(value * 10) / 10;
}
