/** Everything that can happen to a call. */
import type { EndReason } from '#protocol/call-document.ts';
import type { Role } from '#protocol/identifiers.ts';
import type { Failure } from '../../base/errors.ts';
import type { EndedReason } from './reasons.ts';

/** The document as this side reads it (document-state.ts). */
export type DocumentState =
  | {
      readonly kind: 'standing';
      /** For the callee 'mine' is this very page's, 'elsewhere' another page's of this browser; for the caller a claimed seat is 'taken'. */
      readonly seat: 'free' | 'mine' | 'elsewhere' | 'taken';
      readonly offerRound: number;
      /** Caller: this very page made the standing offer, also when its commit was never heard of. */
      readonly isOwnOffer: boolean;
      /** 0 when there is none. */
      readonly answerRound: number;
      /** The round that the callee asks for, 0 for none. */
      readonly wanted: number;
      readonly isOtherAway: boolean;
      /** Back at its lobby. */
      readonly isOtherReturning: boolean;
    }
  | { readonly kind: 'ended'; readonly by: Role; readonly reason: EndReason }
  | { readonly kind: 'expired' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly failure: 'other-version' | 'malformed' }
  | { readonly kind: 'lost'; readonly failure: Failure };

/** A call that is neither over nor out of reach. */
export type Standing = Extract<DocumentState, { readonly kind: 'standing' }>;

/** Why a write came to nothing, once the document has been read again (settle.ts). */
export type WriteProblem =
  | { readonly kind: 'superseded'; readonly round: number }
  | { readonly kind: 'full' | 'open-elsewhere' | 'ended' | 'expired' | 'gone' }
  | { readonly kind: 'lost'; readonly failure: Failure };

export type TimerName = 'look-up' | 'stale-answer' | 'connect' | 'grace' | 'retry' | 'give-up' | 'leave' | 'resend' | 'refused';

export type CallEvent =
  // what a person asks for
  | { readonly type: 'start' }
  /** `resumes`: this tab had a role in the call before. */
  | { readonly type: 'open'; readonly resumes?: boolean }
  /** Another page of this browser goes on with the call. */
  | { readonly type: 'taken-over' }
  | { readonly type: 'join' }
  | { readonly type: 'decline' }
  | { readonly type: 'hang-up' }
  | { readonly type: 'let-in' }
  /** The offer that stands names this side otherwise than its person wants to be called. */
  | { readonly type: 'renamed' }
  // the document; the first look also says which role of it belongs to this page, if any, whether it has seen the document before, and whether another live page of this browser has a role
  | { readonly type: 'looked-up'; readonly documentState: DocumentState; readonly mine?: Role; readonly hasStood?: boolean; readonly isHeldElsewhere?: boolean }
  | { readonly type: 'call-read'; readonly documentState: DocumentState }
  | { readonly type: 'lease-ended' }
  // the exchange of rounds
  | { readonly type: 'offer-landed'; readonly round: number }
  | { readonly type: 'offer-failed'; readonly round: number; readonly problem: WriteProblem }
  | { readonly type: 'answer-refused'; readonly round: number }
  | { readonly type: 'offer-ready'; readonly round: number }
  | { readonly type: 'offer-unusable'; readonly round: number; readonly why: 'wrong-key' | 'other-version' | 'not-for-me' | 'failed' }
  | { readonly type: 'answer-landed'; readonly round: number }
  | { readonly type: 'answer-failed'; readonly round: number; readonly problem: WriteProblem }
  | { readonly type: 'round-request-failed'; readonly round: number }
  // the peer connection; `at` in ms since 1970
  | { readonly type: 'peer-connected'; readonly at: number }
  | { readonly type: 'peer-interrupted' }
  | { readonly type: 'peer-failed' }
  /** A connection that was being built did not connect; another may carry the call. */
  | { readonly type: 'attempt-failed' }
  | { readonly type: 'peer-silent' }
  | { readonly type: 'peer-heard'; readonly at: number }
  /**
   * A data channel has died alone, while the other side is there; told again (`isAgain`) where its replacement has not
   * connected. `isControl`: no message of this connection can be sent any more.
   */
  | { readonly type: 'channel-lost'; readonly at: number; readonly isControl: boolean; readonly isAgain: boolean }
  | { readonly type: 'said-hang-up'; readonly reason: string }
  | { readonly type: 'said-goodbye' }
  /** The other side has offered, or requested, this round. */
  | { readonly type: 'round-announced'; readonly round: number }
  // this machine
  | { readonly type: 'timer'; readonly name: TimerName }
  | { readonly type: 'network-lost' }
  | { readonly type: 'network-changed' }
  | { readonly type: 'broke'; readonly reason: EndedReason };

export type EventType = CallEvent['type'];
