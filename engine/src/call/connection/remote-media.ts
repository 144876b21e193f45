import type { Slot } from '../../peer/peer.ts';
import { parseParticipantRecord, type ParticipantRecord } from '../participant/participant-record.ts';

/** What a slot belongs to: picture and sound of each are one stream, played in step. */
const STREAMS = { microphone: 'person', camera: 'person', screen: 'screen', screenSound: 'screen' } as const satisfies Record<Slot, string>;

/** The other side's picture and sound, those of the screen that it shares, and what its offer or answer says of it. */
export class RemoteMedia {
  readonly #onChange: () => void;
  readonly #streams: { person?: MediaStream; screen?: MediaStream } = {};
  #described: ParticipantRecord | undefined;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** A new object at each track; undefined before the first. */
  get stream(): MediaStream | undefined {
    return this.#streams.person;
  }

  /** As `stream`, whether or not anything is shared. */
  get screen(): MediaStream | undefined {
    return this.#streams.screen;
  }

  /** Undefined before the description has been read, and for one that says nothing. */
  get described(): ParticipantRecord | undefined {
    return this.#described;
  }

  addTrack(slot: Slot, track: MediaStreamTrack): void {
    const of = STREAMS[slot];
    // A new object, so that a comparison by identity shows the change.
    this.#streams[of] = new MediaStream([...(this.#streams[of]?.getTracks() ?? []), track]);
    this.#onChange();
  }

  describe(participant: unknown): void {
    this.#described = parseParticipantRecord(participant);
    this.#onChange();
  }
}
