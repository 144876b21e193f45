import { expect, test } from 'vitest';
import { viewOf } from '../../elements/testing/file-views.ts';
import { runsOf } from './file-rows.ts';

const at = (id: string, ms: number, direction: 'in' | 'out' = 'in', participant = 'ana') => viewOf({ kind: 'offered' }, { id, at: ms, direction, participant });

test('files that are offered together are one list, and others another', () => {
  const runs = runsOf([at('a', 0), at('b', 10), at('c', 60_000), at('d', 60_010, 'out'), at('e', 60_020, 'out', 'bo'), at('f', 60_030, 'out', 'bo')]);
  expect(runs.map(({ id, at, views }) => [id, at, views.map((view) => view.id).join('')])).toEqual([
    ['files.a', 0, 'ab'], ['files.c', 60_000, 'c'], ['files.d', 60_010, 'd'], ['files.e', 60_020, 'ef'],
  ]);
});

test('ten thousand files of one drop are one list, however long they take to be offered', () => {
  expect(runsOf(Array.from({ length: 10_000 }, (_, place) => at(`${place}`, place * 1_000)))).toHaveLength(1);
});
