/** What the session is told to do; the runner (session.ts) does it and reports back with events. */
import type { EndReason } from '#protocol/call-document.ts';

export type CallEffect =
  /** Watch the document, from now until the end. */
  | { readonly type: 'observe' }
  /** Caller: offer `round`, from a new RTCPeerConnection. `opens` creates the call's document. */
  | { readonly type: 'make-offer'; readonly round: number; readonly freesSeat: boolean; readonly opens: boolean }
  /** Caller: open the standing answer of this round and apply it. */
  | { readonly type: 'read-answer'; readonly round: number }
  /** Callee: open the standing offer of this round and make the answer ready. */
  | { readonly type: 'read-offer'; readonly round: number }
  /** Callee: open the way for the commit to come, so that the click finds it open. */
  | { readonly type: 'warm' }
  /** The path may have changed: find out whether it carries, and have ICE look anew over the channel. */
  | { readonly type: 'recheck' }
  /** The document says what fits only if the other side has gone: find out whether it is still there. */
  | { readonly type: 'probe' }
  /** The store may be listened to over a connection that is dead: open it anew. */
  | { readonly type: 'refresh' }
  /** The listener may have passed over a change: ask for the document itself. */
  | { readonly type: 'read' }
  /** What the document said last may count for more now than it did then: report it again. */
  | { readonly type: 'look-again' }
  /** Callee: one commit with the answer and its first candidates; `claims` takes the seat with it. */
  | { readonly type: 'publish-answer'; readonly round: number; readonly claims: boolean }
  /** Callee: ask for the next round. */
  | { readonly type: 'request-round'; readonly round: number }
  | { readonly type: 'decline' }
  /** Say in the document that this side is back, and not in the call yet. */
  | { readonly type: 'mark-returning'; readonly round: number }
  /** Say it on the data channel and write it down. */
  | { readonly type: 'end'; readonly reason: EndReason }
  /** Once a call: close everything that belongs to it. */
  | { readonly type: 'tear-down' };
