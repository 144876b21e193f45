import { isSameRecord, named, UNKNOWN_PARTICIPANT, type ParticipantRecord } from './participant-record.ts';

/** This side, as the other one is told of it: a new record at each change, and none where nothing changes. */
export class OwnParticipant {
  readonly #onChange: (record: ParticipantRecord) => void;
  #record: ParticipantRecord = { ...UNKNOWN_PARTICIPANT, microphone: false, camera: false };

  constructor(onChange: (record: ParticipantRecord) => void) {
    this.#onChange = onChange;
  }

  get record(): ParticipantRecord {
    return this.#record;
  }

  setDevices({ microphone, camera }: { readonly microphone: boolean; readonly camera: boolean }): void {
    this.#set({ ...this.#record, microphone, camera });
  }

  setScreen(isShared: boolean): void {
    this.#set({ ...this.#record, screen: isShared });
  }

  setHand(isRaised: boolean): void {
    this.#set({ ...this.#record, raisedHand: isRaised });
  }

  /** Made safe; '' for no name. */
  setDisplayName(name: string): void {
    this.#set(named(this.#record, name));
  }

  #set(record: ParticipantRecord): void {
    if (isSameRecord(record, this.#record)) return;
    this.#record = record;
    this.#onChange(record);
  }
}
