/**
 * A file on its way, as a page shows it. One machine for both directions; each side is told of the other's steps:
 *
 *   offered ──accept──► running ──all bytes verified──► done
 *      │                 │  ▲
 *      │                 ▼  │
 *      │      paused · interrupted · needs-file
 *      ├──decline──► declined
 *      └──any──cancel──► cancelled        any ──► failed ──offered again──► offered
 */
import type { ParticipantKey } from '../participant-key.ts';

/** How far a file is: see the drawing above. */
export type TransferState =
  /** Nothing is taken before the receiver accepts. */
  | { readonly kind: 'offered' }
  /** Accepted, and others go first. */
  | { readonly kind: 'queued' }
  | { readonly kind: 'running' }
  | { readonly kind: 'paused'; readonly by: 'self' | 'other' }
  /** There is no connection at present, or the other side's page is away: it goes on by itself. */
  | { readonly kind: 'interrupted' }
  /** The sender's page was reloaded and its browser has kept no handle: the person is asked for the same file once. */
  | { readonly kind: 'needs-file' }
  /** Both sides have the same SHA-256. */
  | { readonly kind: 'done' }
  | { readonly kind: 'declined' }
  | { readonly kind: 'cancelled'; readonly by: 'self' | 'other' }
  /** `canOfferAgain`: it ended with its call, and in the link's next call the sender's page still has the file. */
  | { readonly kind: 'failed'; readonly why: TransferFailure; readonly canOfferAgain?: true };

/**
 * `mismatch`: the digests differ. `changed`, `vanished`: the sender's file is not what it was, or is gone. `disk-full`: the receiver has no room.
 * `too-large`: more than a receiver without a disk takes. `malformed`: the other side breaks the protocol. `not-stored`: the receiver
 * could not write. `ended`: the call is over.
 */
export type TransferFailure = 'mismatch' | 'changed' | 'vanished' | 'disk-full' | 'too-large' | 'malformed' | 'not-stored' | 'ended';

/** Bytes a second, and seconds. */
export interface TransferRate {
  readonly current: number;
  readonly average: number;
  readonly peak: number;
  /** Undefined while the rate is 0, or nothing can be said yet. */
  readonly secondsLeft?: number;
}

/** One file of the list, for both directions. */
export interface TransferView {
  /** The same on both sides. */
  readonly id: string;
  readonly direction: 'out' | 'in';
  readonly participant: ParticipantKey;
  /** Safe to show and to save: see safe-names.ts. */
  readonly name: string;
  /** The folders above it, each safe; empty for none. */
  readonly path: readonly string[];
  /** As the sender's browser has it: a media type, or ''. A claim, not a fact. */
  readonly type: string;
  readonly size: number;
  readonly state: TransferState;
  /** Of `size`: verified by the receiver. */
  readonly bytes: number;
  readonly rate?: TransferRate;
  /** ms since 1970 by this page's clock, of the offer: where it stands among the messages. */
  readonly at: number;
  /** Of a receiver without a disk: the most that it takes, in bytes, said before it is accepted. */
  readonly limit?: number;
}
