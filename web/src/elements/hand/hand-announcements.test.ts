import { expect, test } from 'vitest';
import type { CallView } from 'firelink/call';
import { UNKNOWN_PARTICIPANT } from '../../../../engine/src/call/participant/participant-record.ts';
import { handAnnouncements } from './hand-announcements.ts';

const remote = (raisedHand: boolean, displayName?: string): CallView['remote'] =>
  ({ isMicrophoneOn: true, isCameraOn: true, record: { ...UNKNOWN_PARTICIPANT, raisedHand }, ...(displayName !== undefined && { displayName }) });

test('each hand that is up has a sentence in its own place, by the name where that is known', () => {
  expect(handAnnouncements({ isMicrophoneOn: true, isCameraOn: true }, false)).toEqual(['', '']);
  expect(handAnnouncements(remote(true), false)).toEqual(['The other person has raised a hand', '']);
  expect(handAnnouncements(remote(true, 'דנה'), true)).toEqual(['\u2068דנה\u2069 has raised a hand', 'Your hand is raised']);
  expect(handAnnouncements(remote(false, 'Ana'), true)).toEqual(['', 'Your hand is raised']);
});
