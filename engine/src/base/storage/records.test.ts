/** What it does in browsers that have a database is tried in emulator-tests/peer/disk. */
import { expect, test } from 'vitest';
import { ManualClock } from '../testing/manual-clock.ts';
import { openRecords } from './records.ts';

const forbidden = (): never => {
  throw new DOMException('no', 'SecurityError');
};
const silent = (): IDBFactory => ({ open: () => new EventTarget() }) as unknown as IDBFactory;

test.each([['has no database', () => undefined], ['forbids it', forbidden], ['never answers', silent]])('a browser that %s keeps nothing, and says so', async (_how, reach) => {
  const clock = new ManualClock();
  const records = openRecords('files', clock, reach);
  const told = Promise.all([records.write({ put: [['a', 1]] }), records.get('a'), records.keys(), records.valuesUnder('a')]);
  await clock.advance(3_000);
  expect(await told).toEqual([false, undefined, [], []]);
  expect(clock.pending).toBe(0);
});
