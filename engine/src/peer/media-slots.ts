import { AppError } from '../base/errors.ts';
import { type Content, preferCodecs } from './codec-choice.ts';
import { SLOTS, type Slot } from './peer.ts';
import { limitSender } from './sender-limits.ts';

const KINDS = { microphone: 'audio', camera: 'video', screen: 'video', screenSound: 'audio' } as const satisfies Record<Slot, string>;
const CONTENTS: Record<Slot, Content> = { microphone: 'voice', camera: 'picture', screen: 'picture', screenSound: 'sound' };

/** The slots of one connection: a slot is its transceiver's place, which both sides see in the same order. */
export class MediaSlots {
  readonly #connection: RTCPeerConnection;
  /** The latest of each slot: a track may be set before its transceiver is there. */
  readonly #tracks = new Map<Slot, MediaStreamTrack | null>();
  readonly #announced = new Set<Slot>();
  #isFilled = false;

  constructor(connection: RTCPeerConnection) {
    this.#connection = connection;
  }

  /** Offerer: makes the transceivers before the first offer, all of them and once, so no later change adds an m-line. */
  async allocate(): Promise<void> {
    if (this.#isFilled) return;
    const streams = makeStreams();
    for (const slot of SLOTS) {
      const transceiver = this.#connection.addTransceiver(KINDS[slot], { direction: 'sendrecv', streams: [streams[slot]] });
      preferCodecs(transceiver, CONTENTS[slot]);
    }
    await this.#fill();
  }

  /**
   * Answerer: takes over the transceivers that the remote offer has made. addTransceiver would make m-lines of its
   * own that no offer carries. @throws AppError `malformed` when the offer has other m-lines
   */
  async adopt(): Promise<void> {
    const streams = makeStreams();
    for (const slot of SLOTS) {
      const transceiver = this.#transceiver(slot);
      if (transceiver?.receiver.track.kind !== KINDS[slot]) {
        throw new AppError('malformed', { detail: `the offer has no ${slot}` });
      }
      if (this.#isFilled) continue;
      transceiver.direction = 'sendrecv';
      transceiver.sender.setStreams(streams[slot]);
      preferCodecs(transceiver, CONTENTS[slot]);
    }
    await this.#fill();
  }

  async set(slot: Slot, track: MediaStreamTrack | null): Promise<void> {
    this.#tracks.set(slot, track);
    await this.#transceiver(slot)?.sender.replaceTrack(track);
  }

  /** @returns the slot of a transceiver whose track has come, the first time only */
  announce(transceiver: RTCRtpTransceiver): Slot | undefined {
    const slot = SLOTS[this.#connection.getTransceivers().indexOf(transceiver)];
    if (slot === undefined || this.#announced.has(slot) || transceiver.receiver.track.kind !== KINDS[slot]) return undefined;
    this.#announced.add(slot);
    return slot;
  }

  /** Sound first: each sender is told what it may take. Again once the answer is set, since some can't be told before. */
  async limit(): Promise<void> {
    await Promise.all(SLOTS.map(async (slot) => {
      const transceiver = this.#transceiver(slot);
      if (transceiver) await limitSender(transceiver.sender, slot);
    }));
  }

  #transceiver(slot: Slot): RTCRtpTransceiver | undefined {
    return this.#connection.getTransceivers()[SLOTS.indexOf(slot)];
  }

  async #fill(): Promise<void> {
    if (this.#isFilled) return;
    this.#isFilled = true;
    await Promise.all([
      this.limit(),
      ...Array.from(this.#tracks, async ([slot, track]) => this.#transceiver(slot)?.sender.replaceTrack(track)),
    ]);
  }
}

/** Receivers play tracks of one stream in step (RFC 8830): lips go with the voice, and the screen with its own sound. */
function makeStreams(): Record<Slot, MediaStream> {
  const person = new MediaStream();
  const screen = new MediaStream();
  return { microphone: person, camera: person, screen, screenSound: screen };
}
