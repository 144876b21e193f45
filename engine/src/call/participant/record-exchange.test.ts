import { expect, it } from 'vitest';
import { ManualClock } from '../../base/testing/manual-clock.ts';
import { silentLogger } from '../../base/logger.ts';
import { Scope } from '../../base/scope.ts';
import { CallChannels } from '../channels/call-channels.ts';
import { OwnParticipant } from './own-participant.ts';
import type { ParticipantRecord } from './participant-record.ts';
import { exchangeRecords } from './record-exchange.ts';

function setUp() {
  const channels = new CallChannels(new Scope(), { clock: new ManualClock(), logger: silentLogger, createId: () => 'AAECAwQFBgcICQoLDA0ODw', onBroken: () => {} });
  const heard: ParticipantRecord[] = [];
  const own: ParticipantRecord[] = [];
  const self = new OwnParticipant((record) => own.push(record));
  exchangeRecords({ channels, setRecord: (record) => heard.push(record) }, self);
  return { self, heard, own, hear: (message: object) => channels.messages.hear(JSON.stringify({ type: 'participant', ...message })) };
}

it('what the other side says of itself is heard as its record, made safe and whole', () => {
  const { heard, hear } = setUp();
  hear({ displayName: '\u202eAna\n', microphone: false, camera: 'no', pronouns: 'she/her' });
  expect(heard).toEqual([{ version: 1, displayName: 'Ana', microphone: false, camera: true, screen: false, raisedHand: false, capabilities: { chat: false, files: false, versions: [] } }]);
});

it('this side’s record is another one where something differs, and none is made where nothing does', () => {
  const { self, own } = setUp();
  self.setDisplayName('Ana');
  self.setDisplayName(' Ana\u200b');
  self.setDevices({ microphone: true, camera: false });
  self.setDevices({ microphone: true, camera: false });
  self.setDisplayName('\u200b');
  expect(own.map(({ displayName, microphone }) => [displayName, microphone])).toEqual([['Ana', false], ['Ana', true], [undefined, true]]);
  expect(self.record).toBe(own.at(-1));
});
