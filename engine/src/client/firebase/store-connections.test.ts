import { expect, it } from 'vitest';
import type { Firestore } from 'firebase/firestore';
import { silentLogger } from '../../base/logger.ts';
import { StoreConnections, type BorrowedConnection, type StoreConnection } from './store-connections.ts';

interface Numbered extends StoreConnection {
  readonly number: number;
}

function setUp(most: number, broken: readonly number[] = []) {
  const opened: number[] = [];
  const closed: number[] = [];
  const connections = new StoreConnections({
    most, logger: silentLogger,
    async open(number): Promise<Numbered> {
      opened.push(number);
      if (broken.includes(number)) throw new TypeError(`${number} is broken`);
      return { number, firestore: {} as Firestore, renewTokens: async () => {}, close: async () => void closed.push(number) };
    },
  });
  const numberOf = ({ connection }: BorrowedConnection): number => ('number' in connection && typeof connection.number === 'number' ? connection.number : 0);
  return { connections, opened, closed, numberOf };
}

it('each call of a page listens over a connection of its own, also those that begin at once', async () => {
  const { connections, numberOf } = setUp(4);
  const borrowed = await Promise.all([connections.borrow(), connections.borrow(), connections.borrow()]);
  expect(borrowed.map(numberOf)).toEqual([1, 2, 3]);
});

it('a connection that a call has let go of is the next call\'s', async () => {
  const { connections, opened, numberOf } = setUp(4);
  const first = await connections.borrow();
  await connections.borrow();
  first.release();
  first.release();
  expect([numberOf(await connections.borrow()), numberOf(await connections.borrow()), opened]).toEqual([1, 3, [1, 2, 3]]);
});

it('where a browser keeps few connections to a host, calls beyond them share the one with the fewest', async () => {
  const { connections, numberOf } = setUp(2);
  const calls: number[] = [];
  for (let call = 0; call < 5; call++) calls.push(numberOf(await connections.borrow()));
  expect(calls).toEqual([1, 2, 1, 2, 1]);
});

it('a call that can get none of its own shares another\'s, and the next call tries again', async () => {
  const { connections, opened, numberOf } = setUp(4, [2]);
  await connections.borrow();
  expect(numberOf(await connections.borrow())).toBe(1);
  expect(numberOf(await connections.borrow())).toBe(1);
  expect(opened).toEqual([1, 2, 2]);
});

it('a number that became free is used again, and none that another connection has', async () => {
  const broken = [2];
  const { connections, numberOf } = setUp(4, broken);
  const [first, second, third] = await Promise.all([connections.borrow(), connections.borrow(), connections.borrow()]);
  expect([first, second, third].map(numberOf)).toEqual([1, 1, 3]);
  broken.pop();
  expect([numberOf(await connections.borrow()), numberOf(await connections.borrow())]).toEqual([2, 4]);
});

it('where not even the first can be opened, the call is told', async () => {
  const { connections } = setUp(4, [1]);
  await expect(connections.borrow()).rejects.toThrow('1 is broken');
});

it('all are closed together', async () => {
  const { connections, closed } = setUp(4);
  await Promise.all([connections.borrow(), connections.borrow()]);
  await connections.close();
  expect(closed).toEqual([1, 2]);
});
