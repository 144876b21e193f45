import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keepNotes, readNotes, takeGoesOnWith, wasReloaded, type PageNotes } from './page-history.ts';

let type = 'navigate';
const history = { state: null as PageNotes | null, replaceState: (notes: PageNotes) => (history.state = notes) };

beforeEach(() => {
  history.state = null;
  type = 'navigate';
  vi.stubGlobal('history', history);
  vi.stubGlobal('document', {});
  vi.stubGlobal('performance', { getEntriesByType: () => (type === '' ? [] : [{ type }]) });
});
afterEach(() => vi.unstubAllGlobals());

it.each([['reload', true], ['navigate', false], ['back_forward', false], ['', false]])('a page that was come to by "%s" was reloaded: %s', (how, isReload) => {
  type = how;
  expect(wasReloaded()).toBe(isReload);
});

it('what was pressed is gone on with once, and when the page was renewed is still known', () => {
  keepNotes({ renewedAt: 1_000, goesOnWith: 'join' });
  expect([takeGoesOnWith(), takeGoesOnWith(), history.state]).toEqual(['join', undefined, { renewedAt: 1_000 }]);
});

it('a page that has reloaded itself is not live for that; when its person reloads it afterwards, it is', () => {
  keepNotes({ isByItself: true });
  type = 'reload';
  expect(wasReloaded()).toBe(false);
  takeGoesOnWith();
  expect(wasReloaded()).toBe(true);
});

it('a tab that the browser had discarded, and loads again as it is looked at, was not reloaded', () => {
  type = 'reload';
  vi.stubGlobal('document', { wasDiscarded: true });
  expect(wasReloaded()).toBe(false);
});

it.each([null, undefined, 7, 'start', [], { renewedAt: Number.NaN, goesOnWith: 'delete', isByItself: 'yes' }, { renewedAt: '1', goesOnWith: 3, isByItself: 1 }])(
  'a state that is no notes of this page says nothing: %o', (state) => {
    expect(readNotes(state)).toEqual({});
  },
);

it('of a state of a newer release, what this one knows is read, and nothing else', () => {
  expect(readNotes({ renewedAt: 1_000, goesOnWith: 'start', isByItself: true, more: 1 })).toEqual({ renewedAt: 1_000, goesOnWith: 'start', isByItself: true });
});
