import { expect, test } from 'vitest';
import { type Book, walk } from './walk.ts';

/** Pages by the place at which they begin; the first has none. */
function bookOf(pages: Readonly<Record<string, { items: string[]; next?: string }>>, place?: string) {
  const kept: (string | undefined)[] = [];
  const book: Book<string> = {
    list: (from = '') => {
      const page = pages[from];
      return page ? Promise.resolve({ items: page.items, next: page.next }) : Promise.reject(new Error(`no place ${from}`));
    },
    readPlace: () => Promise.resolve(place),
    keepPlace: (next) => {
      kept.push(next);
      return Promise.resolve();
    },
  };
  return { book, kept };
}

const LONG = { '': { items: ['a'], next: 'b' }, b: { items: ['b'], next: 'c' }, c: { items: ['c'] } };

async function visitAll(book: Book<string>, enough = Infinity): Promise<{ visited: string[]; isAtEnd: boolean }> {
  const visited: string[] = [];
  const isAtEnd = await walk(book, (items) => {
    visited.push(...items);
    return Promise.resolve(visited.length < enough);
  });
  return { visited, isAtEnd };
}

test('a list is read to its end, and its place kept after each page', async () => {
  const { book, kept } = bookOf(LONG);
  expect(await visitAll(book)).toEqual({ visited: ['a', 'b', 'c'], isAtEnd: true });
  expect(kept).toEqual(['b', 'c', undefined]);
});

test('when it is enough, the place is kept for the next run, which goes on there', async () => {
  const { book, kept } = bookOf(LONG);
  expect(await visitAll(book, 2)).toEqual({ visited: ['a', 'b'], isAtEnd: false });
  const { book: next, kept: keptThen } = bookOf(LONG, kept.at(-1));
  expect(await visitAll(next)).toEqual({ visited: ['c'], isAtEnd: true });
  expect(keptThen).toEqual([undefined]);
});

test('a place that the list knows no longer is the start', async () => {
  const { book, kept } = bookOf(LONG, 'gone');
  expect((await visitAll(book)).visited).toEqual(['a', 'b', 'c']);
  expect(kept).toEqual(['b', 'c', undefined]);
});

test('over nothing, nothing is written', async () => {
  const { book, kept } = bookOf({ '': { items: [], next: 'b' }, b: { items: [] } });
  expect(await visitAll(book)).toEqual({ visited: [], isAtEnd: true });
  expect(kept).toEqual([]);
});
