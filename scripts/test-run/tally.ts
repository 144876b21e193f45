import { relative } from 'node:path';
import { ROOT } from '../machine/paths.ts';
import type { RecordEntry } from './for-the-record.ts';

/** Characters of a failure's reason: enough for what two pages have shown and a document. */
const LONGEST_WHY = 2_000;

/** The result of a stage. `problems` are its failures, a line each: the last lines of a log are often all that is kept. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly problems: readonly string[];
  /** What its tests have counted. */
  readonly record?: readonly RecordEntry[];
  /** Suites that could not run on this machine, and why: neither passed nor failed, and said at the end. */
  readonly leftOut?: readonly string[];
}

/** Of Vitest's JSON report, the parts that count. */
export interface VitestReport {
  readonly numTotalTests: number;
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly VitestResult[];
  }[];
}

export interface VitestResult {
  readonly fullName: string;
  readonly status: string;
  readonly failureMessages: readonly string[] | null;
  readonly meta?: { readonly forTheRecord?: readonly RecordEntry[] };
}

/**
 * Counts a Vitest run. A test that was skipped counts as failed: a check that can't fail is a defect. So do a file that
 * did not load, an error outside any test, a run without a report, and one without tests.
 *
 * @param report undefined when there is none, since the run crashed
 */
export function countVitest(report: VitestReport | undefined, exitCode: number | null): Tally {
  if (report === undefined) return { passed: 0, failed: 1, problems: ['the run ended without a report'] };
  const problems = report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.filter(({ status }) => status === 'failed').map((result) => describeFailure(name, result)));
  const skipped = report.numTotalTests - report.numPassedTests - report.numFailedTests;
  if (skipped > 0) problems.push(`${skipped} skipped: a skipped test counts as failed`);
  let failed = report.numFailedTests + skipped;
  const unloaded = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
  );
  for (const file of unloaded) problems.push(`${file.name} did not run`);
  failed += unloaded.length;
  if (report.numTotalTests === 0 && failed === 0) {
    problems.push('no test ran');
    failed += 1;
  }
  if (exitCode !== 0 && failed === 0) {
    problems.push(`an error outside any test (exit code ${exitCode ?? 'none'})`);
    failed += 1;
  }
  const record = report.testResults.flatMap(({ assertionResults }) => assertionResults.flatMap(({ meta }) => meta?.forTheRecord ?? []));
  return { passed: report.numPassedTests, failed, problems, record };
}

/** With the evidence that a test put into its message, and without the stack: on one line, of a bounded length. */
function describeFailure(file: string, { fullName, failureMessages }: VitestResult): string {
  const lines = (failureMessages?.[0] ?? '').split('\n').map((line) => line.trim());
  const stackFrom = lines.findIndex((line) => /^at \S/.test(line));
  const why = lines.slice(0, stackFrom === -1 ? undefined : stackFrom).filter((line) => line !== '').join(' ⏎ ');
  return `${relative(ROOT, file)}, ${fullName}: ${why.length > LONGEST_WHY ? `${why.slice(0, LONGEST_WHY)} …` : why}`;
}

export function sum(tallies: readonly Tally[]): Tally {
  return {
    passed: tallies.reduce((total, { passed }) => total + passed, 0),
    failed: tallies.reduce((total, { failed }) => total + failed, 0),
    problems: tallies.flatMap(({ problems }) => problems),
    record: tallies.flatMap(({ record = [] }) => record),
    leftOut: tallies.flatMap(({ leftOut = [] }) => leftOut),
  };
}
