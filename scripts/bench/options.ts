/** The command line of `npm run bench`. */
import { parseArgs } from 'node:util';
import type { Backlog } from '../../bench/sweep/sweep-bench.ts';

export interface BenchOptions {
  /** The parts to run; empty means all. */
  readonly parts: readonly string[];
  /** Of each contestant at each round trip. */
  readonly tries: number;
  /** Of the transfer: each contestant sends its file so often. */
  readonly rounds: number;
  /** The transfer's file; in a call it is four times as large. */
  readonly mib: number;
  /** Calls at the same moment. */
  readonly calls: number;
  /** The length of a real call. */
  readonly minutes: number;
  readonly backlogs: readonly Backlog[];
  /** Another version of the page, which the set-up compares with today's: a commit, or the folder of a checkout. */
  readonly before: string | undefined;
  /** The contestants of the set-up, and what the transfer is made of, by name; undefined means all. */
  readonly only: readonly string[] | undefined;
  /** The set-up leaves out the calls from a cold link. */
  readonly isWarmOnly: boolean;
  /** Keep the tables in docs/performance.json and docs/performance.md. */
  readonly isWritten: boolean;
}

/** @throws Error that says which argument is wrong */
export function readBenchOptions(argv: readonly string[]): BenchOptions {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      tries: { type: 'string', default: '7' }, calls: { type: 'string', default: '100' }, minutes: { type: 'string', default: '3' },
      rounds: { type: 'string', default: '8' }, mib: { type: 'string', default: '256' },
      backlog: { type: 'string', default: '1000,4000,100000/2000' }, before: { type: 'string' }, only: { type: 'string' },
      warm: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
    },
  });
  const { before } = values;
  if (before !== undefined && !/^[^-\s]\S*$/.test(before)) throw new Error(`"${before}" is no commit and no folder: --before 1c5ea69, or --before ../other-checkout.`);
  // The tables of the page are those of today's version beside what others take.
  if (values.write && (before !== undefined || values.only !== undefined || values.warm)) throw new Error('--write keeps whole runs: without --before, --only and --warm.');
  return {
    parts: positionals,
    rounds: Number(values.rounds), mib: Number(values.mib),
    tries: Number(values.tries), calls: Number(values.calls), minutes: Number(values.minutes),
    backlogs: values.backlog.split(',').map(readBacklog),
    before,
    only: values.only?.split(','),
    isWarmOnly: values.warm,
    isWritten: values.write,
  };
}

function readBacklog(text: string): Backlog {
  const [calls = Number.NaN, atOnce = calls] = text.split('/').map(Number);
  if (!Number.isInteger(calls) || !Number.isInteger(atOnce) || calls < 1 || atOnce < 1) throw new Error(`"${text}" is no backlog: 4000, or 100000/2000.`);
  return { calls, atOnce };
}
