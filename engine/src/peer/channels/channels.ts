/**
 * The data channels of a call. Both sides know them beforehand (`negotiated`), so they open with the connection and
 * need no message of their own; ids are fixed for good, since a browser of another release is on the other side.
 */
export const CHANNEL_IDS = { control: 0, chat: 1, files: 2 } as const;

/** The options of one negotiated channel; ordered, and reliable by default. */
export function channelOptions(id: number): RTCDataChannelInit {
  return { negotiated: true, id, ordered: true };
}
