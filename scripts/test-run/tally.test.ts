import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../machine/paths.ts';
import { countVitest, sum, type Tally, type VitestReport, type VitestResult } from './tally.ts';

const report = (counts: Partial<VitestReport>): VitestReport => ({
  numTotalTests: 2,
  numPassedTests: 2,
  numFailedTests: 0,
  testResults: [],
  ...counts,
});

test('a run in which all tests pass has no failure', () => {
  expect(countVitest(report({}), 0)).toEqual({ passed: 2, failed: 0, problems: [], record: [] });
});

const result = (fullName: string, change: Partial<VitestResult> = {}): VitestResult => ({ fullName, status: 'passed', failureMessages: [], ...change });

test('a test that fails is named, with the reason on one line and without the stack', () => {
  const failed = result('bob joins', { status: 'failed', failureMessages: ['Error: he can’t\n  0.3 s Joining\n    at a.test.ts:3'] });
  const file = { name: join(ROOT, 'web/a.test.ts'), status: 'failed', message: '', assertionResults: [result('alice waits'), failed] };
  expect(countVitest(report({ numPassedTests: 1, numFailedTests: 1, testResults: [file] }), 1)).toMatchObject({
    passed: 1, failed: 1, problems: ['web/a.test.ts, bob joins: Error: he can’t ⏎ 0.3 s Joining'],
  });
});

test('a reason of any length is cut', () => {
  const failed = result('bob joins', { status: 'failed', failureMessages: ['x'.repeat(10_000)] });
  const file = { name: join(ROOT, 'web/a.test.ts'), status: 'failed', message: '', assertionResults: [failed] };
  const { problems } = countVitest(report({ numPassedTests: 1, numFailedTests: 1, testResults: [file] }), 1);
  expect(problems[0]?.length).toBeLessThan(2_100);
});

test('failed tests are counted once, though the run also ends with an error code', () => {
  expect(countVitest(report({ numPassedTests: 1, numFailedTests: 1 }), 1)).toMatchObject({ passed: 1, failed: 1 });
});

test('a skipped test counts as failed', () => {
  expect(countVitest(report({ numPassedTests: 1 }), 0)).toMatchObject({ passed: 1, failed: 1 });
});

test('a run without tests has failed', () => {
  expect(countVitest(report({ numTotalTests: 0, numPassedTests: 0 }), 0)).toMatchObject({ passed: 0, failed: 1 });
});

test('a run that crashed before its report has failed', () => {
  expect(countVitest(undefined, null)).toMatchObject({ passed: 0, failed: 1 });
});

test('an unhandled error fails a run whose tests all passed', () => {
  expect(countVitest(report({}), 1)).toMatchObject({ passed: 2, failed: 1 });
});

test('a file that does not load is a failure of its own', () => {
  const broken = { name: 'a.test.ts', status: 'failed', message: 'SyntaxError', assertionResults: [] };
  expect(countVitest(report({ testResults: [broken] }), 1)).toMatchObject({ passed: 2, failed: 1 });
});

test('figures of all tests are kept, in their order, through every sum', () => {
  const entry = (what: string) => ({ kind: 'figure' as const, what, figure: '1' });
  const passed = (what: string) => result(what, { meta: { forTheRecord: [entry(what)] } });
  const file = { name: 'a.test.ts', status: 'passed', message: '', assertionResults: [passed('pairs'), result('no figure'), passed('races')] };
  const tally = countVitest(report({ testResults: [file] }), 0);
  expect(sum([sum([tally]), { passed: 1, failed: 0, problems: [] }]).record).toEqual([entry('pairs'), entry('races')]);
});

test('tallies add up', () => {
  const one = { passed: 1, failed: 0, problems: [] };
  const two = { passed: 2, failed: 3, problems: ['x'] };
  expect(sum([one, two])).toMatchObject({ passed: 3, failed: 3, problems: ['x'], leftOut: [] });
});

test('a suite that this machine can’t run counts neither as passed nor as failed, and is named', () => {
  const ran: Tally = { passed: 1, failed: 0, problems: [] };
  const leftOut: Tally = { passed: 0, failed: 0, problems: [], leftOut: ['network: it needs root'] };
  expect(sum([ran, leftOut])).toMatchObject({ passed: 1, failed: 0, problems: [], leftOut: ['network: it needs root'] });
});
