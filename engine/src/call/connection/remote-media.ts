import type { Slot } from '../../peer/peer.ts';
import { parseParticipantRecord, type ParticipantRecord } from '../participant/participant-record.ts';

/** The other side's picture and sound as one stream, and what its offer or answer says of it. */
export class RemoteMedia {
  readonly #onChange: () => void;
  #stream: MediaStream | undefined;
  #described: ParticipantRecord | undefined;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** A new object at each track; undefined before the first. */
  get stream(): MediaStream | undefined {
    return this.#stream;
  }

  /** Undefined before the description has been read, and for one that says nothing. */
  get described(): ParticipantRecord | undefined {
    return this.#described;
  }

  addTrack(slot: Slot, track: MediaStreamTrack): void {
    if (slot !== 'microphone' && slot !== 'camera') return;
    // A new object, so that a comparison by identity shows the change.
    this.#stream = new MediaStream([...(this.#stream?.getTracks() ?? []), track]);
    this.#onChange();
  }

  describe(participant: unknown): void {
    this.#described = parseParticipantRecord(participant);
    this.#onChange();
  }
}
