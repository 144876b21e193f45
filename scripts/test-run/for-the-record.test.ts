import { expect, test } from 'vitest';
import { linesOf, recordFigure, recordTable } from './for-the-record.ts';

test('what a test hands in is in its report, in that order', ({ task }) => {
  recordFigure(task, 'a figure of a test', '7');
  recordTable(task, 'a table of a test', [{ who: 'alice', tries: 5 }]);
  expect(task.meta.forTheRecord).toEqual([
    { kind: 'figure', what: 'a figure of a test', figure: '7' },
    { kind: 'table', title: 'a table of a test', rows: [{ who: 'alice', tries: 5 }] },
  ]);
  // Not for the record of a real run.
  delete task.meta.forTheRecord;
});

test('a table is drawn in columns, words to the left and numbers to the right', () => {
  const rows = [{ scenario: 'link down', median: 1.5, worst: 12 }, { scenario: 'relay', median: 0.25, note: 'twice' }];
  expect(linesOf({ kind: 'table', title: 'Recovery, in seconds', rows })).toEqual([
    'Recovery, in seconds',
    '  scenario   median  worst  note',
    '  link down     1.5     12',
    '  relay        0.25         twice',
  ]);
});
