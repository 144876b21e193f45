/**
 * What one side says of itself: who it is, what its media do, and what it can do. Sent whole over the control channel at
 * every change, and sealed in each offer and answer. A record takes the place of the one before; the same one again
 * changes nothing.
 */
import { fieldsOf, isInteger, NO_FIELDS, type Fields } from '../../base/parse.ts';
import { makeDisplayNameSafe } from './display-name.ts';

/** Of the record's form. A later one only adds fields, which this release ignores. */
export const PARTICIPANT_RECORD_VERSION = 1;

export interface ParticipantRecord {
  readonly version: number;
  /** Safe to show on one line (display-name.ts); left out where the person has given none. */
  readonly displayName?: string;
  /** What the media really do, never what was asked of them. */
  readonly microphone: boolean;
  readonly camera: boolean;
  readonly screen: boolean;
  readonly raisedHand: boolean;
  readonly capabilities: ParticipantCapabilities;
}

export interface ParticipantCapabilities {
  /** It takes messages of the chat. */
  readonly chat: boolean;
  /** It takes files. */
  readonly files: boolean;
  /** Of the frames on its data channels, those that it reads; none where it has no such channel. */
  readonly versions: readonly number[];
}

/** Of a side that has said nothing yet, or whose release doesn't know the field: media are believed to be on until they are said to be off. */
export const UNKNOWN_PARTICIPANT: ParticipantRecord = {
  version: PARTICIPANT_RECORD_VERSION, microphone: true, camera: true, screen: false, raisedHand: false,
  capabilities: { chat: false, files: false, versions: [] },
};

const MAX_VERSIONS = 16;

/**
 * The record as JSON carries it: what equals UNKNOWN_PARTICIPANT is left out, so that a sealed offer grows by as little as
 * there is to say.
 */
export function formatParticipantRecord(record: ParticipantRecord): Fields {
  const { version, displayName, microphone, camera, screen, raisedHand, capabilities } = record;
  const { chat, files, versions } = capabilities;
  const canDo = { ...(chat && { chat }), ...(files && { files }), ...(versions.length > 0 && { versions }) };
  return {
    version,
    ...(displayName !== undefined && { displayName }),
    ...(!microphone && { microphone }),
    ...(!camera && { camera }),
    ...(screen && { screen }),
    ...(raisedHand && { raisedHand }),
    ...(Object.keys(canDo).length > 0 && { capabilities: canDo }),
  };
}

/**
 * Reads what another browser says of itself; never throws. A field that is missing or out of shape has the value of
 * UNKNOWN_PARTICIPANT, fields that are not known are left out, and the name is always made safe here.
 *
 * @returns undefined for anything but a JSON object
 */
export function parseParticipantRecord(value: unknown): ParticipantRecord | undefined {
  const fields = fieldsOf(value);
  if (!fields) return undefined;
  const { version, displayName, microphone, camera, screen, raisedHand, capabilities } = fields;
  const name = makeDisplayNameSafe(displayName);
  return {
    version: isVersion(version) ? version : UNKNOWN_PARTICIPANT.version,
    ...(name !== undefined && { displayName: name }),
    microphone: isSaid(microphone, UNKNOWN_PARTICIPANT.microphone),
    camera: isSaid(camera, UNKNOWN_PARTICIPANT.camera),
    screen: isSaid(screen, UNKNOWN_PARTICIPANT.screen),
    raisedHand: isSaid(raisedHand, UNKNOWN_PARTICIPANT.raisedHand),
    capabilities: parseCapabilities(capabilities),
  };
}

/** With another name, made safe; without one where nothing of it is seen. */
export function named({ displayName: _, ...record }: ParticipantRecord, displayName: string): ParticipantRecord {
  const name = makeDisplayNameSafe(displayName);
  return { ...record, ...(name !== undefined && { displayName: name }) };
}

/** Whether there is anything to tell or to draw anew. */
export function isSameRecord(one: ParticipantRecord, other: ParticipantRecord): boolean {
  return JSON.stringify(formatParticipantRecord(one)) === JSON.stringify(formatParticipantRecord(other));
}

function parseCapabilities(value: unknown): ParticipantCapabilities {
  const { chat, files, versions } = fieldsOf(value) ?? NO_FIELDS;
  const isList = Array.isArray(versions) && versions.length <= MAX_VERSIONS && versions.every(isVersion);
  return { chat: isSaid(chat, false), files: isSaid(files, false), versions: isList ? versions : [] };
}

function isSaid(value: unknown, unsaid: boolean): boolean {
  return typeof value === 'boolean' ? value : unsaid;
}

function isVersion(value: unknown): value is number {
  return isInteger(value, 1);
}
