import { describe, expect, it } from 'vitest';
import { Seeded } from '../testing/simulator/seeded.ts';
import { formatParticipantRecord, isSameRecord, parseParticipantRecord, UNKNOWN_PARTICIPANT, type ParticipantRecord } from './participant-record.ts';

const ana: ParticipantRecord = {
  version: 1, displayName: 'Ana', microphone: false, camera: true, screen: true, raisedHand: true, capabilities: { chat: true, files: false, versions: [1, 2] },
};

describe('a participant’s record', () => {
  it.each([ana, UNKNOWN_PARTICIPANT, { ...ana, displayName: 'Bo', capabilities: { chat: false, files: true, versions: [] } }])('comes back as it went: %j', (record) => {
    const sent: unknown = JSON.parse(JSON.stringify(formatParticipantRecord(record)));
    expect(parseParticipantRecord(sent)).toEqual(record);
    expect(parseParticipantRecord(parseParticipantRecord(sent))).toEqual(record);
  });

  it('says as little as there is to say', () => {
    expect(JSON.stringify(formatParticipantRecord({ ...UNKNOWN_PARTICIPANT, displayName: 'Ana' }))).toBe('{"version":1,"displayName":"Ana"}');
  });

  it('of an older release has what it doesn’t know as if it had not been said', () => {
    expect(parseParticipantRecord({})).toEqual(UNKNOWN_PARTICIPANT);
    expect(parseParticipantRecord({ version: 1, microphone: false })).toEqual({ ...UNKNOWN_PARTICIPANT, microphone: false });
    expect(parseParticipantRecord({ capabilities: { chat: true } })?.capabilities).toEqual({ chat: true, files: false, versions: [] });
  });

  it('of a newer release is read as far as it is known', () => {
    const newer = { ...ana, version: 7, pronouns: 'she/her', capabilities: { ...ana.capabilities, whiteboard: true } };
    expect(parseParticipantRecord(newer)).toEqual({ ...ana, version: 7 });
  });

  it('has its name made safe, whichever side sends it', () => {
    expect(parseParticipantRecord({ displayName: '\u202e Ana\n' })?.displayName).toBe('Ana');
    expect(parseParticipantRecord({ displayName: '\u200b' })).toEqual(UNKNOWN_PARTICIPANT);
  });

  it.each([undefined, null, 'Ana', 1, true, [], [ana]])('is not %j', (value) => {
    expect(parseParticipantRecord(value)).toBeUndefined();
  });

  it('is the same where nothing differs that is told', () => {
    expect(isSameRecord(ana, { ...ana })).toBe(true);
    for (const other of [{ ...ana, displayName: 'Bo' }, { ...ana, microphone: true }, { ...ana, capabilities: { ...ana.capabilities, files: true } }]) {
      expect(isSameRecord(ana, other)).toBe(false);
    }
  });

  it('of a thousand that mean ill never throws, and has each field in its shape', () => {
    const values = [undefined, null, 0, -1, 1, 1.5, 2 ** 60, Number.NaN, 'on', '', true, false, [], [1], [0], Array.from({ length: 17 }, () => 1), ['1'], {}, { chat: 'yes' }, { versions: [null] }, { __proto__: null }];
    for (let seed = 0; seed < 1_000; seed++) {
      const random = new Seeded(seed);
      const pick = (): unknown => values[random.integer(0, values.length - 1)];
      const record = parseParticipantRecord({ version: pick(), displayName: pick(), microphone: pick(), camera: pick(), screen: pick(), raisedHand: pick(), capabilities: pick() });
      const { version, displayName, capabilities, ...flags } = record ?? UNKNOWN_PARTICIPANT;
      expect([typeof version, Number.isSafeInteger(version), displayName === undefined || displayName.length > 0]).toEqual(['number', true, true]);
      expect([...Object.values(flags), capabilities.chat, capabilities.files].every((flag) => typeof flag === 'boolean')).toBe(true);
      expect(capabilities.versions.every((one) => one > 0)).toBe(true);
      expect(parseParticipantRecord(record)).toEqual(record);
    }
  });
});
