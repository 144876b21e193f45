/**
 *                      ┌──────────────────────── ended{reason} ◄──── from every phase but idle
 *                      │
 *   idle ──► preparing ──► ringing ──────┐
 *                 │  ▲        ▲          ▼
 *                 │  │        │      connecting ──► connected ◄──► reconnecting
 *                 │  │        └──────────┼──────────────┴──────────────┤
 *                 ├──┴───► answering ────┘                             │
 *                 └────────────────────────────────────────────────────┘
 *
 * idle → preparing: "start a call", or a link was opened, or a reloaded page takes up its role again.
 * preparing → ringing (caller: the offer stands) | answering (callee: the lobby) | reconnecting (a role taken up again).
 * ringing, answering → connecting: the seat is claimed; the round's answer stands.
 * connecting, connected, reconnecting → ringing: the caller lets somebody else in (frees the seat with the next offer).
 * The table below is this drawing; a test holds the drawing, the table and the transition function together.
 */
import type { Role } from '#protocol/identifiers.ts';
import type { Failure } from '../base/errors.ts';
import type { EndedReason } from './reasons.ts';

export type Phase = CallState['phase'];

export const NEXT_PHASES = {
  idle: ['preparing'],
  preparing: ['ringing', 'answering', 'reconnecting', 'ended'],
  ringing: ['connecting', 'ended'],
  answering: ['connecting', 'ended'],
  connecting: ['connected', 'reconnecting', 'ringing', 'ended'],
  connected: ['reconnecting', 'ringing', 'ended'],
  reconnecting: ['connected', 'ringing', 'ended'],
  ended: [],
} as const satisfies Record<Phase, readonly Phase[]>;

/** Why media does not flow at present: the screen says it in words. */
export type Trouble =
  /** The path is gone, or nothing is heard: this side is asking for the next round. */
  | 'interrupted'
  /** The other side said goodbye (or marked itself away): it may come back. */
  | 'left'
  /** This page, or the other, takes up its role again after a reload. */
  | 'resuming'
  /** The caller has not reacted to the answer at all: asleep, or away. There is no hurry then; the link's end is the limit. */
  | 'silent';

/**
 * How far the exchange of rounds is, for both sides.
 * `round`: the newest offer known to stand. `making` (caller): the offer on its way out, if any.
 * `asked` (callee): the newest round asked for, 0 if none.
 */
export interface Exchange {
  readonly round: number;
  readonly making?: { readonly round: number; readonly fresh: boolean; readonly freesSeat: boolean; readonly thenFresh: boolean };
  readonly asked: { readonly round: number; readonly fresh: boolean };
  /** The document says that the call has ended. A hint only, as long as media flows (it is not authenticated). */
  readonly endedHint: boolean;
}

export type CallState =
  | { readonly phase: 'idle' }
  /** `resumes`: the role is taken up again after a reload. */
  | { readonly phase: 'preparing'; readonly role: Role; readonly resumes: boolean; readonly exchange: Exchange }
  | { readonly phase: 'ringing'; readonly role: 'caller'; readonly exchange: Exchange }
  /** The lobby. `isReady`: the click can be answered at once. `problem`: why the last try to join came to nothing. */
  | {
      readonly phase: 'answering';
      readonly role: 'callee';
      readonly exchange: Exchange;
      readonly isReady: boolean;
      readonly isJoining: boolean;
      readonly isCallerAway: boolean;
      readonly problem?: Failure;
    }
  /** `firstRound`: the round of the first answer; a later one shows that the caller is awake. */
  | { readonly phase: 'connecting'; readonly role: Role; readonly exchange: Exchange; readonly firstRound: number }
  /** `since`: ms since 1970 of the first connection of this page. */
  | { readonly phase: 'connected'; readonly role: Role; readonly exchange: Exchange; readonly since: number }
  | {
      readonly phase: 'reconnecting';
      readonly role: Role;
      readonly exchange: Exchange;
      readonly since?: number;
      readonly trouble: Trouble;
    }
  | { readonly phase: 'ended'; readonly reason: EndedReason };
