import { expect, test } from 'vitest';
import { KeyedMutex } from './keyed-mutex.ts';

/** Work that ends when it is told to, and writes down when it begins and ends. */
function work(log: string[], name: string) {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const run = async (): Promise<string> => {
    log.push(`${name} begins`);
    try {
      return await promise;
    } finally {
      log.push(`${name} ends`);
    }
  };
  return { run, end: () => resolve(name), fail: () => reject(new Error(name)) };
}

const settle = () => new Promise((resolve) => { setImmediate(resolve); });

test('work on the same thing goes one after the other, a failure included; other work does not wait', async () => {
  const mutex = new KeyedMutex();
  const log: string[] = [];
  const [first, second, third, other] = ['first', 'second', 'third', 'other'].map((name) => work(log, name)) as [ReturnType<typeof work>, ReturnType<typeof work>, ReturnType<typeof work>, ReturnType<typeof work>];
  const failed = mutex.run(['a'], first.run).catch((error: unknown) => error);
  const results = [mutex.run(['a', 'b'], second.run), mutex.run(['b'], third.run), mutex.run(['c'], other.run)];
  await settle();
  expect(log).toEqual(['first begins', 'other begins']);
  first.fail();
  expect(await failed).toBeInstanceOf(Error);
  await settle();
  expect(log).toEqual(['first begins', 'other begins', 'first ends', 'second begins']);
  for (const one of [second, third, other]) one.end();
  expect(await Promise.all(results)).toEqual(['second', 'third', 'other']);
  expect(log.indexOf('second ends')).toBeLessThan(log.indexOf('third begins'));
});
