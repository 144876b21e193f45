/**
 *   idle         ──► preparing      "start a call", or a link was opened
 *   preparing    ──► ringing        caller: the offer stands
 *   preparing    ──► answering      callee: the lobby
 *   preparing    ──► reconnecting   a reloaded page takes up its role again
 *   preparing    ──► returning      a page that was not just reloaded, and has a role in the call: it asks for a press
 *   returning    ──► reconnecting   Rejoin
 *   returning    ──► ringing        Rejoin, while the seat is still free
 *   ringing      ──► connecting     the seat is claimed
 *   answering    ──► connecting     the answer stands
 *   answering    ──► connected      media was quicker than the commit's reply
 *   connecting   ──► connected      media flows
 *   connecting   ──► reconnecting   the other side went away, or has not reacted at all
 *   connected    ──► reconnecting   the path is gone, or the other side has left and may come back
 *   reconnecting ──► connected      media flows again
 *   connecting   ──► ringing        what answered was no answer to this offer: the seat is freed with the next
 *   reconnecting ──► ringing        the caller lets another person in: the seat is freed with the next offer
 *   idle, preparing, returning, ringing, answering, connecting, connected, reconnecting ──► ended
 *
 *   idle ─► preparing ─┬─► ringing ───┬─► connecting ─► connected ◄─► reconnecting ─► ended{reason}
 *                      └─► answering ─┘
 *
 * A test holds these lines, the table below and what the transition function does together.
 */
import type { Role } from '#protocol/identifiers.ts';
import type { Failure } from '../../base/errors.ts';
import type { Standing } from './events.ts';
import type { EndedReason } from './reasons.ts';

export type Phase = CallState['phase'];

export const NEXT_PHASES = {
  idle: ['preparing', 'ended'],
  preparing: ['ringing', 'answering', 'reconnecting', 'returning', 'ended'],
  returning: ['ringing', 'reconnecting', 'ended'],
  ringing: ['connecting', 'ended'],
  answering: ['connecting', 'connected', 'ended'],
  connecting: ['connected', 'reconnecting', 'ringing', 'ended'],
  connected: ['reconnecting', 'ended'],
  reconnecting: ['connected', 'ringing', 'ended'],
  ended: [],
} as const satisfies Record<Phase, readonly Phase[]>;

/** Why media does not flow at present: the screen says it in words. */
export type Trouble =
  /** The path is gone, or nothing is heard: this side is asking for the next round. */
  | 'interrupted'
  /** The other side said goodbye (or marked itself away): it may come back. */
  | 'left'
  /** The other side is back at its lobby, and has not pressed Rejoin yet. */
  | 'returning'
  /** This page, or the other, takes up its role again after a reload. */
  | 'resuming'
  /** The caller has not reacted to the answer at all: asleep, or away. There is no hurry then; the link's end is the limit. */
  | 'silent';

/** Every offer is for a new connection; one that lives is restarted over its own channel. */
export interface OfferPlan {
  readonly freesSeat: boolean;
}

/** How far the exchange of rounds is; both sides keep one. */
export interface Exchange {
  /** The newest offer known to stand, 0 before the first. */
  readonly round: number;
  /** Caller: the offer on its way out; `next` was asked for meanwhile and follows. */
  readonly offerInFlight?: OfferPlan & { readonly round: number; readonly next?: OfferPlan };
  /** Caller: an offer that could not be written; it is tried again. */
  readonly unsent?: OfferPlan;
  /** Caller: the newest answer taken up. */
  readonly answeredRound: number;
  /** Callee: the newest round asked for, 0 for none. */
  readonly requestedRound: number;
  /** The round that the other side has announced on the channel: while media flows, the database's word is not enough. */
  readonly announcedRound: number;
  /** A new connection is being built: a second reason to build one has nothing to add. */
  readonly isAttempting: boolean;
  /** The document says that the call is over, or the other side's page gone. Not authenticated, so a hint only, for as long as media flows. */
  readonly hint: 'none' | 'ended' | 'away';
  readonly isOnline: boolean;
}

/** How the store turns away a person who waits: believed when it has gone on for a while. */
export type Refusal = Extract<Failure, 'refused' | 'signed-out'>;

/** What the call is doing, as a union by `phase`: each has the fields that it needs, and no others. The drawing above has the ways from one to the next. */
export type CallState =
  | { readonly phase: 'idle' }
  /** `resumes`: the role is taken up again after a reload. `isJoining`: Join was pressed before the link was looked up. */
  | { readonly phase: 'preparing'; readonly role: Role; readonly resumes: boolean; readonly isJoining: boolean; readonly exchange: Exchange }
  /** A role in the call is this page's, and nothing is sent or taken before the press. `marked`: the round at which the document says so. */
  | {
      readonly phase: 'returning';
      readonly role: Role;
      readonly exchange: Exchange;
      readonly documentState: Standing;
      readonly marked: number;
    }
  | { readonly phase: 'ringing'; readonly role: 'caller'; readonly exchange: Exchange; readonly refusal?: Refusal }
  /** The lobby. `isReady`: the click can be answered at once. `problem`: why the last try to join came to nothing. */
  | {
      readonly phase: 'answering';
      readonly role: 'callee';
      readonly exchange: Exchange;
      readonly isReady: boolean;
      readonly isJoining: boolean;
      readonly isCallerAway: boolean;
      /** The caller is another page of this very browser. */
      readonly isOwnLink?: boolean;
      readonly problem?: Failure;
      readonly refusal?: Refusal;
    }
  /** `firstRound`: the round of the first answer; a later one shows that the caller is awake. */
  | { readonly phase: 'connecting'; readonly role: Role; readonly exchange: Exchange; readonly firstRound: number }
  /** `since`: when this page was first connected, in ms by its clock's `elapsed` (`performance.now()`). */
  | {
      readonly phase: 'connected';
      readonly role: Role;
      readonly exchange: Exchange;
      readonly since: number;
      /** The path is gone for the moment; the grace period runs. */
      readonly isInterrupted: boolean;
      /** The current connection can send no message: a round that replaces it can't be announced. */
      readonly isChannelLost?: true;
    }
  | {
      readonly phase: 'reconnecting';
      readonly role: Role;
      readonly exchange: Exchange;
      readonly since?: number;
      readonly trouble: Trouble;
      /** How often this side has tried again, for the timer between tries. */
      readonly tries: number;
      /** Something new of the other side's has stood in the document meanwhile: it is there, and no path leads to it. */
      readonly hasReacted?: boolean;
      /** Why the document could not be read when it was last looked at: then nothing is known of the other side. */
      readonly storeFailure?: Failure;
    }
  | { readonly phase: 'ended'; readonly reason: EndedReason };
