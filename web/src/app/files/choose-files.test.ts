import { expect, test } from 'vitest';
import { chooseWithHandles, openPicker } from './choose-files.ts';

const handleOf = (name: string, isThere = true) => ({
  getFile: async () => {
    if (!isThere) throw new DOMException('gone', 'NotFoundError');
    return new File([name], name);
  },
}) as FileSystemFileHandle;

const refusal = (name: string) => () => Promise.reject(new DOMException('no', name));

test('alice chooses two files: each comes with its handle, with which it is still there after a reload', async () => {
  const handles = [handleOf('a.txt'), handleOf('b.txt')];
  const asked: unknown[] = [];
  const chosen = await chooseWithHandles((options) => {
    asked.push(options);
    return Promise.resolve(handles);
  });
  expect(chosen?.map(({ file, handle }) => [file.name, handle])).toEqual([['a.txt', handles[0]], ['b.txt', handles[1]]]);
  expect(asked).toEqual([{ multiple: true }]);
});

test('alice closes the picker: nothing is chosen, and no other picker opens', async () => {
  expect(await chooseWithHandles(refusal('AbortError'))).toEqual([]);
});

test('the browser shows no picker in this frame: the input is used', async () => {
  expect(await chooseWithHandles(refusal('SecurityError'))).toBeUndefined();
});

test('one of two files is deleted between the choice and the press: the other one is sent', async () => {
  const chosen = await chooseWithHandles(() => Promise.resolve([handleOf('gone.txt', false), handleOf('there.txt')]));
  expect(chosen?.map(({ file }) => file.name)).toEqual(['there.txt']);
});

test('a browser without the picker has none', async () => {
  expect(openPicker({})).toBeUndefined();
  // As the browser has it: a method of the page.
  const page = { handles: [handleOf('a.txt')], async showOpenFilePicker() { return this.handles; } };
  expect(await openPicker(page)?.({ multiple: true })).toBe(page.handles);
});
