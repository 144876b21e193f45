import { expect, test } from 'vitest';
import type { CallView } from 'firelink/call';
import type { ScreenView } from 'firelink/media';
import { screenAnnouncements } from './screen-announcements.ts';

type Remote = CallView['remote'];

const quiet: Remote = { isMicrophoneOn: true, isCameraOn: true };
const shares = (displayName?: string): Remote => ({ ...quiet, screen: {} as unknown as MediaStream, ...(displayName !== undefined && { displayName }) });
const own: ScreenView = { canShare: true, isOn: false, isBusy: false, hasSound: false, content: 'detail' };

test('no sentence is announced while no screen is shared, nor while one shares one’s own', () => {
  expect(screenAnnouncements(quiet, undefined)).toEqual(['', '', '']);
  expect(screenAnnouncements(quiet, { ...own, isOn: true })).toEqual(['', '', '']);
});

test('it is told that the other person shares, by name where that is known, isolated where it runs from right to left', () => {
  expect(screenAnnouncements(shares(), own)[0]).toBe('The other person is sharing a screen');
  expect(screenAnnouncements(shares('Ana'), own)[0]).toBe('Ana is sharing a screen');
  expect(screenAnnouncements(shares('דנה'), own)[0]).toBe('\u2068דנה\u2069 is sharing a screen');
});

test('a failure is told with its next step, and takes no place of what was told before', () => {
  const [begun, title, text] = screenAnnouncements(shares('Ana'), { ...own, failure: 'system' });
  expect([begun, title]).toEqual(['Ana is sharing a screen', 'Your system keeps the screen from this browser']);
  expect(text).toContain('Allow the browser to record the screen');
});
