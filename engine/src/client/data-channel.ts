/** What an app sends to the app on the other side, beside the media. */
import type { SendOutcome } from '../call/channels/reliable-channel.ts';
import type { ChannelData, ChannelKind } from '../peer/channels/channel-kinds.ts';

/** Messages of `chat` go before those of `files`; control messages of the call go before both. */
export type DataChannelKind = Exclude<ChannelKind, 'control'>;

/**
 * Messages that arrive once and in order, over whichever connection carries the call: through other networks and ICE
 * restarts, between two pages that both stay. A page that is reloaded begins anew, and so does another person who takes the
 * seat: what has not been acknowledged by then is not sent to them. Both apps open a channel of the same kind.
 */
export interface DataChannel {
  /** The other side's page has opened this channel and is known. What is sent before is kept, and sent then. */
  readonly hasMet: boolean;
  /**
   * @param data text, or bytes, which the channel copies; at most 16 KiB, text in UTF-8
   * @returns `taken`: it will arrive, or the call ends; `refused`: `not-open` before the call has begun and after it has
   * ended, `full` while 1 MiB or 4096 messages are not acknowledged, `too-long`
   * @throws TypeError for what is neither text nor a Uint8Array: an ArrayBuffer has to be wrapped in one
   */
  send(data: ChannelData): SendOutcome;
  /** Calls back with each message of the other side, until stopped; bytes as a Uint8Array. @returns stops it */
  onMessage(listener: (data: ChannelData) => void): () => void;
}
