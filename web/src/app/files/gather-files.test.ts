import { describe, expect, test } from 'vitest';
import { gather, MOST_FILES, type DroppedItem } from './gather-files.ts';

type Tree = { readonly [name: string]: Tree | 'file' | 'unreadable' };

const fileNamed = (name: string): File => new File(['bytes'], name);

function entryOf(name: string, tree: Tree | 'file' | 'unreadable'): FileSystemEntry {
  if (typeof tree === 'string') {
    return {
      name, isFile: true, isDirectory: false,
      file: (resolve: (file: File) => void, reject: (error: Error) => void) => (tree === 'file' ? resolve(fileNamed(name)) : reject(new Error('NotReadableError'))),
    } as unknown as FileSystemEntry;
  }
  return {
    name, isFile: false, isDirectory: true,
    createReader: () => {
      const left = Object.entries(tree).map(([child, part]) => entryOf(child, part));
      // A hundred a call, as Chromium does.
      return { readEntries: (resolve: (entries: FileSystemEntry[]) => void) => resolve(left.splice(0, 100)) };
    },
  } as unknown as FileSystemEntry;
}

const dropped = (name: string, tree: Tree | 'file', more: Partial<DroppedItem> = {}): DroppedItem =>
  ({ kind: 'file', getAsFile: () => (tree === 'file' ? fileNamed(name) : null), webkitGetAsEntry: () => entryOf(name, tree), ...more });

const places = async (items: readonly DroppedItem[]): Promise<readonly string[]> =>
  (await gather(items)).files.map(({ file, path = [] }) => [...path, file.name].join('/'));

describe('alice drops', () => {
  test('two files and a folder: one list, with the folder’s paths', async () => {
    expect(await places([dropped('a.txt', 'file'), dropped('photos', { 'b.jpg': 'file', spring: { 'c.jpg': 'file' } }), dropped('d.txt', 'file')]))
      .toEqual(['a.txt', 'photos/b.jpg', 'photos/spring/c.jpg', 'd.txt']);
  });

  test('a folder of more files than a browser tells at once', async () => {
    const tree = Object.fromEntries(Array.from({ length: 250 }, (_, place) => [`${place}.jpg`, 'file'] as const));
    expect(await places([dropped('photos', tree)])).toHaveLength(250);
  });

  test('more than ten thousand: the first ten thousand are taken, and she is told', async () => {
    const tree = Object.fromEntries(Array.from({ length: MOST_FILES + 1 }, (_, place) => [`${place}.jpg`, 'file'] as const));
    const { files, isCut } = await gather([dropped('photos', tree)]);
    expect([files.length, isCut]).toEqual([MOST_FILES, true]);
  });

  test('exactly ten thousand: nothing was cut', async () => {
    const tree = Object.fromEntries(Array.from({ length: MOST_FILES }, (_, place) => [`${place}.jpg`, 'file'] as const));
    expect((await gather([dropped('photos', tree)])).isCut).toBe(false);
  });

  test('a folder that leads into itself: the walk ends', async () => {
    const loop: Record<string, Tree | 'file'> = { 'a.jpg': 'file' };
    loop['again'] = loop;
    const { files, unreadable } = await gather([dropped('loop', loop)]);
    expect([files.length, unreadable]).toEqual([32, 1]);
  });

  test('a file that can’t be read: the others are taken', async () => {
    const { files, unreadable } = await gather([dropped('photos', { 'a.jpg': 'unreadable', 'b.jpg': 'file' })]);
    expect([files.map(({ file }) => file.name), unreadable]).toEqual([['b.jpg'], 1]);
  });

  test('an empty folder, or a text: there is nothing to send', async () => {
    expect(await places([dropped('photos', {}), { kind: 'string', getAsFile: () => null }])).toEqual([]);
  });
});

test('everything is asked of the items before the listener returns', () => {
  let isOver = false;
  const asked: string[] = [];
  const ask = <Answer>(what: string, answer: Answer) => (): Answer => {
    asked.push(isOver ? `${what} too late` : what);
    return answer;
  };
  const item: DroppedItem = { kind: 'file', getAsFile: ask('file', fileNamed('a.txt')), webkitGetAsEntry: ask('entry', entryOf('a.txt', 'file')), getAsFileSystemHandle: ask('handle', Promise.resolve(null)) };
  void gather([item, item]);
  isOver = true;
  expect(asked).toEqual(['entry', 'file', 'handle', 'entry', 'file', 'handle']);
});

test('a file keeps its handle, where the browser has one', async () => {
  const handle = { kind: 'file', name: 'a.txt' } as FileSystemFileHandle;
  const [withHandle, without, refused] = (await gather([
    dropped('a.txt', 'file', { getAsFileSystemHandle: async () => handle }), dropped('b.txt', 'file'),
    dropped('c.txt', 'file', { getAsFileSystemHandle: async () => Promise.reject(new Error('NotAllowedError')) }),
  ])).files;
  expect([withHandle?.handle, without?.handle, refused?.handle]).toEqual([handle, undefined, undefined]);
});
