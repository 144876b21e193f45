import { expect, test } from 'vitest';
import { BLOCK_BYTES, type FileSource, type Outcome, type SourceBlock, type SourceFailure } from '../ports.ts';
import { MAX_READ_BLOCKS, ReadAhead } from './read-ahead.ts';

type Read = Outcome<SourceBlock, SourceFailure>;

/** A file whose blocks are there when the test says so. */
function slowFile(blocks: number): { readonly source: FileSource; readonly asked: number[]; answer(block: number, failed?: SourceFailure): Promise<void> } {
  const asked: number[] = [];
  const reads = new Map<number, (read: Read) => void>();
  const none = async (): Promise<never> => Promise.reject(new Error('not here'));
  return {
    asked,
    source: {
      size: blocks * BLOCK_BYTES, verified: none, finish: none, close: () => {},
      block: (offset) => {
        asked.push(offset / BLOCK_BYTES);
        return new Promise((resolve) => reads.set(offset / BLOCK_BYTES, resolve));
      },
    },
    answer: async (block, failed) => {
      reads.get(block)?.(failed ? { kind: 'failed', why: failed } : { kind: 'ok', value: { bytes: Uint8Array.of(block), digest: new Uint8Array() } });
      await settled();
    },
  };
}

const settled = (): Promise<void> => new Promise((resolve) => {
  setTimeout(resolve);
});

function readAhead(source: FileSource, from = 0): { readonly blocks: ReadAhead; readonly said: string[] } {
  const said: string[] = [];
  return { said, blocks: new ReadAhead(source, from, { onReady: () => said.push('ready'), onFailed: (why) => said.push(why) }) };
}

test('three blocks are asked for, and another one each time that the first is sent', async () => {
  const { source, asked, answer } = slowFile(6);
  const { blocks } = readAhead(source, BLOCK_BYTES);
  expect([asked, MAX_READ_BLOCKS]).toEqual([[1, 2, 3], 3]);
  await answer(1);
  expect([blocks.first?.offset, asked.length]).toEqual([BLOCK_BYTES, 3]);
  blocks.shift();
  expect([blocks.first, asked]).toEqual([undefined, [1, 2, 3, 4]]);
});

test('a block that is read before the one in front of it waits for that one', async () => {
  const { source, answer } = slowFile(3);
  const { blocks, said } = readAhead(source);
  await answer(1);
  expect([blocks.first, said]).toEqual([undefined, []]);
  await answer(0);
  expect([blocks.first?.bytes[0], said]).toEqual([0, ['ready']]);
  blocks.shift();
  expect(blocks.first?.bytes[0]).toBe(1);
});

test('a failure is told once, in its turn, and nothing is asked for after it', async () => {
  const { source, asked, answer } = slowFile(6);
  const { blocks, said } = readAhead(source);
  await answer(1, 'changed');
  expect(said).toEqual([]);
  await answer(0);
  await answer(2, 'vanished');
  expect(said).toEqual(['ready', 'changed']);
  blocks.shift();
  expect([blocks.first, asked]).toEqual([undefined, [0, 1, 2]]);
});

test('a stop takes all away at once, and is done when nothing is read any more', async () => {
  const { source, asked, answer } = slowFile(6);
  const { blocks, said } = readAhead(source);
  await answer(0);
  let isDone = false;
  const done = blocks.stop().then(() => (isDone = true));
  await settled();
  expect([blocks.first, isDone]).toEqual([undefined, false]);
  for (const block of [1, 2]) await answer(block, 'vanished');
  await done;
  expect([said, asked]).toEqual([['ready'], [0, 1, 2]]);
});
