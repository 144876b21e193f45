import { expect, test } from 'vitest';
import { countVitest, sum, type Tally, type VitestReport } from './tally.ts';

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
  const passed = (what: string) => ({ status: 'passed', meta: { forTheRecord: [entry(what)] } });
  const file = { name: 'a.test.ts', status: 'passed', message: '', assertionResults: [passed('pairs'), { status: 'passed' }, passed('races')] };
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
