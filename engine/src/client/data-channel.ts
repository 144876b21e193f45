/** What an app sends to the app on the other side, beside the media. */
import type { Journal } from '../call/channels/journal.ts';
import type { OutboxLimits } from '../call/channels/outbox.ts';
import type { SendOutcome } from '../call/channels/reliable-channel.ts';
import type { ChannelData, ChannelKind } from '../peer/channels/channel-kinds.ts';
import type { PathMeasure } from '../stats/call-quality.ts';

/** Messages of `chat` go before those of `files`; control messages of the call go before both. */
export type DataChannelKind = Exclude<ChannelKind, 'control'>;

/** Whose journal it is: of one kind, of one call, with one remote participant. */
export interface JournalPlace {
  readonly kind: DataChannelKind;
  /** Of the call that carries the channel; a call again has another one than its link. */
  readonly callId: string;
  /** How many persons have been let go before this one: what was kept for them is not for this one. A reload counts on. */
  readonly seat: number;
}

/** How a channel is kept, and how much may wait in it: `Call.channel` takes them as a kind is opened for the first time. */
export interface ChannelOptions {
  /**
   * Keeps what the channel has to know after a reload: `create` of a `TabJournals` of `firelink/stored-journal`. Without it a page
   * that is reloaded begins anew. Called as each call begins, and when another person takes the seat.
   */
  readonly createJournal?: (place: JournalPlace) => Journal;
  /** Of what the other side has not acknowledged, in bytes and in messages (`frames`): 1 MiB and 4096, if nothing else is said. */
  readonly limits?: OutboxLimits;
}

/**
 * Messages that arrive once and in order, over whichever connection carries the call: through other networks and ICE
 * restarts, between two pages that both stay. A page that is reloaded begins anew, unless a journal keeps what it has to
 * know: what it has sent and the other side has not acknowledged is lost, and it is sent what its former page had not
 * acknowledged. Another person who takes the seat is sent nothing that was meant for the one before. Both apps open a
 * channel of the same kind. Any number of listeners may be added; one that throws keeps none of the others from hearing.
 */
export interface DataChannel {
  /** The other side's page has opened this channel and is known. What is sent before is kept, and sent then. */
  readonly hasMet: boolean;
  /** There is a connection, and both sides have said on it what they have: what is sent goes out now. */
  readonly isFlowing: boolean;
  /** What is known of the path that carries the call; undefined without a connection. The round trip and the loss are renewed every 2 s. */
  readonly path: PathMeasure | undefined;
  /**
   * @param data text, or bytes, which the channel copies; at most 16 KiB, text in UTF-8
   * @returns `taken`: it will arrive, or the call ends, or one of the pages goes; `refused`: `not-open` until the phase
   * `preparing` is over and once the call has ended, `full` while 1 MiB or 4096 messages are not acknowledged, `too-long`,
   * `used-up` after 2^32 - 1 messages
   * @throws AppError `failed` for what is neither text nor a Uint8Array: an ArrayBuffer has to be wrapped in one
   */
  send(data: ChannelData): SendOutcome;
  /** Calls back with each message of the other side, until stopped; bytes as a Uint8Array. @returns stops it */
  onMessage(listener: (data: ChannelData) => void): () => void;
  /** Calls back when the other side has everything up to this number, the `number` of `taken`; what its journal keeps, it has stored. @returns stops it */
  onAcknowledged(listener: (number: number) => void): () => void;
  /**
   * Calls back when the other side's page is met for the first time, or is another page, which has nothing of what the one
   * before was sent. Before the first message of that page. @returns stops it
   */
  onMeet(listener: (meeting: { readonly isFirst: boolean }) => void): () => void;
  /** Calls back with each change of `isFlowing`. @returns stops it */
  onFlow(listener: (isFlowing: boolean) => void): () => void;
  /**
   * Calls back when the call is over, another person takes the seat, or the journal has failed: what is not acknowledged
   * never arrives. The next call of the link, or the next person, begins with number 1 and a first meeting. @returns stops it
   */
  onEnd(listener: () => void): () => void;
  /**
   * Sends one frame without a number: it arrives while the present connection lasts, or is lost with it. It passes by what is
   * sent with a number and not stored yet, on either side.
   * @param frame at most 16 KiB and 32 bytes; the first byte is 0x18 to 0x1f
   * @returns false where it was not taken: there is no room, or `isFlowing` is false; `onWritable` tells when it is worth another try
   * @throws AppError `failed` for another frame
   */
  sendRaw(frame: Uint8Array): boolean;
  /** Calls back with each frame of the other side's `sendRaw`, whatever its first byte has beside these three bits. @returns stops it */
  onRaw(listener: (frame: Uint8Array) => void): () => void;
  /** Calls back when there is room again after a `sendRaw` that was not taken, and perhaps at other times. @returns stops it */
  onWritable(listener: () => void): () => void;
}
