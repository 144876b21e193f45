import { expect, test } from 'vitest';
import type { TransferView } from '../../../../engine/src/transfer/files/transfer-view.ts';
import { fileMessages } from '../i18n/files/index.ts';
import { MIB, RATE, viewOf } from '../testing/file-views.ts';
import { announcementsOf } from './file-announcements.ts';

const announcements = (before: readonly TransferView[], after: readonly TransferView[]): readonly string[] =>
  announcementsOf(before, after, fileMessages('en'), 'en', () => 'Ana').map((sentence) => sentence.replaceAll(/\s/gu, ' '));

const many = (count: number, state: TransferView['state']): readonly TransferView[] =>
  Array.from({ length: count }, (_, place) => viewOf(state, { id: `${place}`, name: `${place}.jpg` }));

test('bob hears of an offer once', () => {
  const offer = [viewOf({ kind: 'offered' })];
  expect(announcements([], offer)).toEqual(['Ana wants to send you holiday.jpg, 5.2 MB']);
  expect(announcements(offer, [viewOf({ kind: 'offered' })])).toEqual([]);
});

test('alice hears nothing of her own offer', () => {
  expect(announcements([], [viewOf({ kind: 'offered' }, { direction: 'out' })])).toEqual([]);
});

test('ten thousand offers are one sentence', () => {
  expect(announcements([], many(10_000, { kind: 'offered' }))).toEqual(['Ana wants to send you 10000 files']);
});

test('a bar that moves is not announced, and its end is one', () => {
  const running = [viewOf({ kind: 'running' }, { bytes: MIB, rate: RATE })];
  expect(announcements(running, [viewOf({ kind: 'running' }, { bytes: 2 * MIB, rate: RATE })])).toEqual([]);
  expect(announcements(running, [viewOf({ kind: 'done' })])).toEqual(['holiday.jpg has arrived and is verified']);
});

test('alice hears that bob has it, and why he has not', () => {
  const out = { direction: 'out' } as const;
  expect(announcements([viewOf({ kind: 'running' }, out)], [viewOf({ kind: 'done' }, out)])).toEqual(['holiday.jpg was delivered and is verified']);
  expect(announcements([viewOf({ kind: 'offered' }, out)], [viewOf({ kind: 'declined' }, out)])).toEqual(['holiday.jpg: Ana declined it']);
  expect(announcements([viewOf({ kind: 'running' }, out)], [viewOf({ kind: 'failed', why: 'mismatch' }, out)])[0]).toMatch(/^holiday\.jpg: What arrived is not what was sent/);
});

test('what one has cancelled or declined oneself is not announced', () => {
  expect(announcements([viewOf({ kind: 'offered' })], [viewOf({ kind: 'declined' })])).toEqual([]);
  expect(announcements([viewOf({ kind: 'running' })], [viewOf({ kind: 'cancelled', by: 'self' })])).toEqual([]);
  expect(announcements([viewOf({ kind: 'running' })], [viewOf({ kind: 'cancelled', by: 'other' })])).toEqual(['holiday.jpg: Ana cancelled it']);
});

test('after a reload bob hears of the offer that waits for him, and not again of what had arrived', () => {
  expect(announcements([], [viewOf({ kind: 'done' }, { id: 'done' }), viewOf({ kind: 'offered' })])).toEqual(['Ana wants to send you holiday.jpg, 5.2 MB']);
});

test('of many ends three are told, and how many more', () => {
  expect(announcements(many(10, { kind: 'running' }), many(10, { kind: 'done' }))).toEqual([
    '0.jpg has arrived and is verified', '1.jpg has arrived and is verified', '2.jpg has arrived and is verified', '7 more files have ended',
  ]);
});
