import type { Slot } from '../../peer/peer.ts';
import type { RemoteView } from '../call-view.ts';
import { isSameRecord, parseParticipantRecord, UNKNOWN_PARTICIPANT, type ParticipantRecord } from '../participant/participant-record.ts';

/** What is known of the other side, and whether it has said so over a channel: a description may be older than that. */
interface Known {
  readonly record: ParticipantRecord;
  readonly isSaid: boolean;
}

/** The other side's picture and sound as one stream, and what it says of itself. */
export class RemoteMedia {
  readonly #onChange: () => void;
  #stream: MediaStream | undefined;
  #known: Known = { record: UNKNOWN_PARTICIPANT, isSaid: false };

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get view(): RemoteView {
    return { ...viewOfRecord(this.#known.record), ...(this.#stream && { stream: this.#stream }) };
  }

  /** What is known from the connection before: the other side says it again, a moment later. */
  inherit({ known }: { readonly known: Known }): void {
    this.#known = known;
  }

  get known(): Known {
    return this.#known;
  }

  addTrack(slot: Slot, track: MediaStreamTrack): void {
    if (slot !== 'microphone' && slot !== 'camera') return;
    // A new object, so that a comparison by identity shows the change.
    this.#stream = new MediaStream([...(this.#stream?.getTracks() ?? []), track]);
    this.#onChange();
  }

  /** As its offer, or its answer, has it: counts until the other side has said something itself. */
  describe(participant: unknown): void {
    const record = parseParticipantRecord(participant);
    if (record && !this.#known.isSaid) this.#know({ record, isSaid: false });
  }

  setRecord(record: ParticipantRecord): void {
    this.#know({ record, isSaid: true });
  }

  #know(known: Known): void {
    const isNews = !isSameRecord(known.record, this.#known.record);
    this.#known = known;
    if (isNews) this.#onChange();
  }
}

export function viewOfRecord(record: ParticipantRecord): RemoteView {
  const { displayName, microphone, camera } = record;
  return { isMicrophoneOn: microphone, isCameraOn: camera, ...(displayName !== undefined && { displayName }), record };
}
