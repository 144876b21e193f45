import { expect, test } from 'vitest';
import { facingOf } from './facing.ts';

const camera = (label: string, facingMode?: string): Parameters<typeof facingOf>[0] =>
  ({ label, getSettings: () => (facingMode === undefined ? {} : { facingMode }) });

test.each([
  [camera('カメラ', 'environment'), 'rear'],
  [camera('Back Camera', 'user'), 'front'],
  [camera('camera2 0, facing back'), 'rear'],
  [camera('Rear Camera'), 'rear'],
  [camera('camera2 1, facing front'), 'front'],
  [camera('HD Webcam (046d:0825)'), 'front'],
  [camera('Backyard camera'), 'front'],
])('camera %# looks where the browser says, else where its name says, else at the person', (track, facing) => {
  expect(facingOf(track)).toBe(facing);
});
