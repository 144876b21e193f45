import { isInteger } from '../../base/parse.ts';
import type { MessageType } from '../channels/message-registry.ts';

/**
 * A new connection is being built in this round of the store: its offer, or the request for it, is the sender's own. It
 * vouches with the connection that it is said on, so it goes on that one and on no other.
 */
export const ANNOUNCE_ROUND: MessageType<{ readonly round: number }> = {
  type: 'announce-round',
  parse: ({ round }) => (isInteger(round, 0) ? { round } : undefined),
};
