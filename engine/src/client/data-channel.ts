/** What an app sends to the app on the other side, beside the media. */
import type { SendOutcome } from '../call/channels/reliable-channel.ts';
import type { ChannelData, ChannelKind } from '../peer/channels/channel-kinds.ts';

/** Messages of `chat` go before those of `files`; control messages of the call go before both. */
export type DataChannelKind = Exclude<ChannelKind, 'control'>;

/**
 * Messages that arrive once and in order, over whichever connection carries the call: through other networks and ICE
 * restarts, between two pages that both stay. A page that is reloaded begins anew: what it has sent and the other side has not
 * acknowledged is lost, and it is sent what its former page had not acknowledged. Another person who takes the seat is sent
 * nothing that was meant for the one before. Both apps open a channel of the same kind.
 */
export interface DataChannel {
  /** The other side's page has opened this channel and is known. What is sent before is kept, and sent then. */
  readonly hasMet: boolean;
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
}
