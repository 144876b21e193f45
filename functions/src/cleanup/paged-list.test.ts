import { expect, test } from 'vitest';
import { type PagedList, forEachPage } from './paged-list.ts';

/** Pages by the cursor at which they begin; the first has none. */
function pagedListOf(pages: Readonly<Record<string, { items: string[]; next?: string }>>, cursor?: string) {
  const kept: (string | undefined)[] = [];
  const list: PagedList<string> = {
    readPage: (from = '') => {
      const page = pages[from];
      return page ? Promise.resolve({ items: page.items, next: page.next }) : Promise.reject(new Error(`no cursor ${from}`));
    },
    readCursor: () => Promise.resolve(cursor),
    keepCursor: (next) => {
      kept.push(next);
      return Promise.resolve();
    },
  };
  return { list, kept };
}

const LONG = { '': { items: ['a'], next: 'b' }, b: { items: ['b'], next: 'c' }, c: { items: ['c'] } };

async function visitAll(list: PagedList<string>, enough = Infinity): Promise<{ visited: string[]; isAtEnd: boolean }> {
  const visited: string[] = [];
  const isAtEnd = await forEachPage(list, (items) => {
    visited.push(...items);
    return Promise.resolve(visited.length < enough);
  });
  return { visited, isAtEnd };
}

test('a list is read to its end, and its cursor kept after each page', async () => {
  const { list, kept } = pagedListOf(LONG);
  expect(await visitAll(list)).toEqual({ visited: ['a', 'b', 'c'], isAtEnd: true });
  expect(kept).toEqual(['b', 'c', undefined]);
});

test('when it is enough, the cursor is kept for the next run, which goes on there', async () => {
  const { list, kept } = pagedListOf(LONG);
  expect(await visitAll(list, 2)).toEqual({ visited: ['a', 'b'], isAtEnd: false });
  const { list: next, kept: keptThen } = pagedListOf(LONG, kept.at(-1));
  expect(await visitAll(next)).toEqual({ visited: ['c'], isAtEnd: true });
  expect(keptThen).toEqual([undefined]);
});

test('a cursor that the list knows no longer is the start', async () => {
  const { list, kept } = pagedListOf(LONG, 'gone');
  expect((await visitAll(list)).visited).toEqual(['a', 'b', 'c']);
  expect(kept).toEqual(['b', 'c', undefined]);
});

test('over nothing, nothing is written', async () => {
  const { list, kept } = pagedListOf({ '': { items: [], next: 'b' }, b: { items: [] } });
  expect(await visitAll(list)).toEqual({ visited: [], isAtEnd: true });
  expect(kept).toEqual([]);
});
