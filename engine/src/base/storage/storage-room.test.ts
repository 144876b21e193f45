import { expect, test, vi } from 'vitest';
import { askToKeep, roomLeft } from './storage-room.ts';

const quota = (estimate: StorageEstimate, isPersisted = false): { estimate(): Promise<StorageEstimate>; persist: () => Promise<boolean>; persisted(): Promise<boolean> } => ({
  estimate: async () => estimate, persist: vi.fn(async () => true), persisted: async () => isPersisted,
});
const forbidden = (): never => {
  throw new DOMException('no', 'SecurityError');
};

test.each([
  ['what the quota leaves', () => quota({ quota: 100, usage: 40 }), 60],
  ['nothing, where more is used', () => quota({ quota: 100, usage: 140 }), 0],
  ['unknown without a quota', () => quota({}), undefined],
  ['unknown without storage', () => undefined, undefined],
  ['unknown where it is forbidden', forbidden, undefined],
])('room is %s', async (_what, reach, expected) => {
  expect(await roomLeft(reach)).toBe(expected);
});

test('the browser is asked to keep what is stored, unless it does; where it can’t be asked, nothing happens', async () => {
  const [asked, kept] = [quota({}), quota({}, true)];
  await askToKeep(() => asked);
  await askToKeep(() => kept);
  await askToKeep(forbidden);
  expect([vi.mocked(asked.persist).mock.calls.length, vi.mocked(kept.persist).mock.calls.length]).toEqual([1, 0]);
});
