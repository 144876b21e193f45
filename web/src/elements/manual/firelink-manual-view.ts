/** What the screen of a connection by hand draws. */

/** The problem of a pasted text. */
export type ManualProblem =
  | 'empty' | 'not-a-text' | 'cut' | 'other-version' | 'too-old'
  | 'not-an-invitation' | 'not-a-reply' | 'other-call' | 'used' | 'reply-too-old';

/** A QR code: dark squares as an SVG path, on a square of `size` units, its quiet zone included. */
export interface QrPicture {
  readonly path: string;
  readonly size: number;
}

export type ManualStep =
  | { readonly kind: 'choosing' }
  /** `text` once the invitation is made. */
  | { readonly kind: 'inviting'; readonly text?: string }
  /** `isMaking`: "I am ready" was pressed, and the reply is being made. `hasRunOut`: the one before expired. */
  | { readonly kind: 'invited'; readonly isMaking: boolean; readonly hasRunOut: boolean }
  /** `runsOutAt`: ms since 1970 */
  | { readonly kind: 'replying'; readonly text: string; readonly runsOutAt: number };

export interface ManualView {
  readonly step: ManualStep;
  readonly problem?: ManualProblem;
  /** Of the text that is being handed over, when it was asked for. `too-long`: no code holds it. */
  readonly qr?: QrPicture | 'too-long';
}
