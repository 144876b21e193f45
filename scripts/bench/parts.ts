/** What `npm run bench` is made of. */
import { benchCost } from '../../bench/cost/cost-bench.ts';
import { benchCrowd } from '../../bench/crowd/crowd-bench.ts';
import { measureMediaFirst } from '../../bench/media-first/media-first-bench.ts';
import { besideFileRows, promiseRows } from '../../bench/media-first/media-first-report.ts';
import { benchMemory } from '../../bench/memory/memory-bench.ts';
import { benchMint } from '../../bench/mint/mint-bench.ts';
import { benchSetUp } from '../../bench/setup/set-up-bench.ts';
import { beforeRows } from '../../bench/setup/before-report.ts';
import { coldStartRows, descriptionRows, setUpRows, storeRows, targetRows, targetsOf, waterfallRows } from '../../bench/setup/set-up-report.ts';
import { benchSweep } from '../../bench/sweep/sweep-bench.ts';
import { benchTransfer } from '../../bench/transfer/transfer-bench.ts';
import { barRows, largeFileRows, memoryMib, MOST_MIB, throughputRows } from '../../bench/transfer/transfer-report.ts';
import { requireFirestoreJar } from '../machine/firestore-jar.ts';
import { requireJava } from '../machine/java.ts';
import { missingForNetworkLab } from '../machine/network-tools.ts';
import { requireProgram } from '../machine/programs.ts';
import type { TableRow } from '../test-run/for-the-record.ts';
import type { BenchOptions } from './options.ts';
import { buildOtherVersion } from './other-version.ts';

export interface PartOptions extends BenchOptions {
  readonly tell: (text: string) => void;
}

export interface Table {
  readonly title: string;
  readonly rows: readonly TableRow[];
}

export interface Report {
  readonly tables: readonly Table[];
  /** The defects that a figure shows on every machine. */
  readonly problems: readonly string[];
  /** Every try, unrounded, for further computation. */
  readonly tries?: unknown;
}

/** What a garbage collector makes of the same work differs by less. */
const MAX_GROWTH = 1.5;

async function emulators(): Promise<void> {
  await requireJava();
  await requireFirestoreJar();
}

export const PARTS = {
  async 'set-up'({ tries, before, only, isWarmOnly, tell }: PartOptions): Promise<Report> {
    await emulators();
    requireProgram('chromium');
    if (before !== undefined) tell(`Building the version before: ${before}…`);
    const results = await benchSetUp({ tries, isWarmOnly, tell, ...(before !== undefined && { before: buildOtherVersion(before) }), ...(only && { only }) });
    const targets = targetsOf(results);
    return {
      tables: [
        { title: 'From the click on Join', rows: setUpRows(results) },
        ...(before === undefined ? [] : [{ title: `Today beside ${before}, which ran in turn with it`, rows: beforeRows(results) }]),
        { title: 'Offer and answer', rows: descriptionRows(results) },
        { title: 'Where the time goes', rows: waterfallRows(results) },
        { title: 'The store itself', rows: storeRows(results) },
        ...(isWarmOnly ? [] : [{ title: 'From a cold link', rows: coldStartRows(results) }]),
        { title: 'Targets', rows: targetRows(targets) },
      ],
      problems: [],
      tries: results,
    };
  },
  async cost({ tell }: PartOptions): Promise<Report> {
    await emulators();
    requireProgram('chromium');
    return { tables: [{ title: 'What is fetched before Join, and what a call is billed', rows: await benchCost(tell) }], problems: [] };
  },
  async crowd({ calls, tell }: PartOptions): Promise<Report> {
    await emulators();
    return { tables: [{ title: 'Many calls at once, through one emulator', rows: await benchCrowd(calls, tell) }], problems: [] };
  },
  async mint({ tell }: PartOptions): Promise<Report> {
    await emulators();
    return { tables: [{ title: 'Relay credentials, one instance', rows: await benchMint(tell) }], problems: [] };
  },
  async memory({ minutes, tell }: PartOptions): Promise<Report> {
    await emulators();
    requireProgram('chromium');
    return { tables: [{ title: 'What a call holds on to', rows: await benchMemory(minutes, tell) }], problems: [] };
  },
  async transfer({ mib, rounds, only, tell }: PartOptions): Promise<Report> {
    await emulators();
    requireProgram('chromium');
    const results = await benchTransfer({ mib, rounds, tell, ...(only && { only }) });
    const call = largeFileRows(results);
    return {
      tables: [
        { title: 'A file from one page to another', rows: throughputRows(results) },
        ...(call.length > 0 ? [{ title: 'A large file in a call, on loopback', rows: call }] : []),
        { title: 'Bars', rows: barRows(results) },
      ],
      problems: results.inCalls.some((one) => memoryMib(one) > MOST_MIB) ? ['A file costs a page more memory than it may.'] : [],
      tries: results,
    };
  },
  async sweep({ backlogs, tell }: PartOptions): Promise<Report> {
    await emulators();
    const rows = await benchSweep(backlogs, tell);
    const peaks = rows.map((row) => Number(row['peak memory, MB']));
    const hasGrown = (peaks.at(-1) ?? 0) > MAX_GROWTH * (peaks.at(-2) ?? Infinity);
    return { tables: [{ title: 'The sweep, on an emulator of this machine', rows }], problems: hasGrown ? ['The sweep’s memory grows with the backlog.'] : [] };
  },
  async 'media-first'({ tell }: PartOptions): Promise<Report> {
    const why = missingForNetworkLab();
    if (why !== undefined) {
      tell(`left out, because ${why}`);
      return { tables: [], problems: [] };
    }
    await emulators();
    requireProgram('chromium');
    const found = await measureMediaFirst(tell);
    return {
      tables: [
        { title: 'A call on 2 Mbit/s and 40 ms, without a file and with one', rows: besideFileRows(found) },
        { title: 'Media first', rows: promiseRows(found) },
      ],
      problems: [],
      tries: found,
    };
  },
} as const;

export type PartName = keyof typeof PARTS;
