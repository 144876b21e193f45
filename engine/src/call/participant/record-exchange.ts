/** Both sides' records over the control channel: whole, at every change, and to each page of the other side that is met. */
import type { CallChannels } from '../channels/call-channels.ts';
import type { MessageType } from '../channels/message-registry.ts';
import type { OwnParticipant } from './own-participant.ts';
import { parseParticipantRecord, type ParticipantRecord } from './participant-record.ts';

export const PARTICIPANT: MessageType<ParticipantRecord> = { type: 'participant', parse: parseParticipantRecord };

interface Remote {
  readonly channels: CallChannels;
  setRecord(record: ParticipantRecord): void;
}

export function exchangeRecords(remote: Remote, own: OwnParticipant): void {
  const { channels } = remote;
  channels.messages.on(PARTICIPANT, (record) => remote.setRecord(record));
  channels.onMeet(() => channels.tell(PARTICIPANT, own.record));
}

/** At a change. A page that is met later is told then. */
export function tellRecord(channels: CallChannels, record: ParticipantRecord): void {
  if (channels.hasMet) channels.tell(PARTICIPANT, record);
}
