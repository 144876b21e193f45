/**
 * What a page says last, on each connection that may be heard: the connection closes a moment later, so there is no time for
 * what a reliable channel would need first. The document says the same, and for good.
 */
import { isText } from '../../base/parse.ts';
import type { MessageType } from '../channels/message-registry.ts';

/** A reason is a name and never a text to show: the other side could write anything into it. */
const REASON = /^[a-z][a-z-]{0,31}$/;

/** The call is over; `reason` is a word of the call document's `ended`. */
export const HANG_UP: MessageType<{ readonly reason: string }> = {
  type: 'hang-up',
  parse: ({ reason }) => (isText(reason) && REASON.test(reason) ? { reason } : undefined),
};

/** The page goes and may come back: a reload can't be told from a close. */
export const GOODBYE: MessageType<object> = { type: 'goodbye', parse: () => ({}) };
