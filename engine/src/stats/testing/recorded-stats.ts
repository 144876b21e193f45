/**
 * What getStats said in real calls between two connections of this app in one page (Chromium 156, Firefox 153), on a
 * link that was made bad on purpose: the first report as the connection came up, the others 2 s apart after 4 s. Of
 * each report the entries and members that are looked at, and no address.
 */
import { readFileSync } from 'node:fs';
import { readStats, type StatsReading } from '../quality-reading.ts';

export type Recording =
  | 'chromium-good' | 'chromium-loss-5-percent' | 'chromium-round-trip-400-ms' | 'chromium-300-kbit-a-direction'
  | 'firefox-good' | 'firefox-loss-5-percent';

type Entry = Readonly<Record<string, unknown>> & { readonly id: string };
export type Report = ReadonlyMap<string, Entry>;

export function recordedReports(name: Recording): readonly Report[] {
  const file = new URL(`recorded-stats/${name}.json`, import.meta.url);
  const reports = JSON.parse(readFileSync(file, 'utf8')) as readonly (readonly Entry[])[];
  return reports.map((entries) => new Map(entries.map((entry) => [entry.id, entry])));
}

export function recorded(name: Recording): readonly StatsReading[] {
  return recordedReports(name).map(readStats);
}
