/**
 * The data channels of a connection, by kind. Both sides know them beforehand (`negotiated`, RFC 8832 section 4), so they
 * open with the connection and need no message of their own; ids are fixed for good, since a browser of another release is
 * on the other side.
 */
export const CHANNEL_IDS = { control: 0, chat: 1, files: 2 } as const;
export type ChannelKind = keyof typeof CHANNEL_IDS;
/** In the order of what waits the least: a message of the chat goes before a piece of a file. */
export const CHANNEL_KINDS = ['control', 'chat', 'files'] as const satisfies readonly ChannelKind[];

/** What one message of a channel holds; a browser keeps the two apart (RFC 8831 section 8: the payload protocol identifier). */
export type ChannelData = string | Uint8Array;

/**
 * Of one message that is taken up, in UTF-16 units or bytes. Room for a sealed description (10 kB), and a quarter of what
 * every browser can receive (256 KiB).
 */
export const MAX_MESSAGE_LENGTH = 64 * 1024;

/** The options of one negotiated channel; ordered, and reliable by default. */
export function channelOptions(kind: ChannelKind): RTCDataChannelInit {
  return { negotiated: true, id: CHANNEL_IDS[kind], ordered: true };
}
