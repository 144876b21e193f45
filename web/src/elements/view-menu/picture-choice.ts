import type { VideoFit } from '../in-call/video-fit.ts';

/** How a person wants the two pictures of a call. */
export interface PictureChoice {
  readonly isOwnHidden: boolean;
  readonly isOwnSmall: boolean;
  /** Of the other side's; undefined: as little is lost by it as can be (video-fit.ts). */
  readonly fit?: VideoFit;
}

export const AS_IT_COMES: PictureChoice = { isOwnHidden: false, isOwnSmall: false };

/** Where a choice is kept for the next call. */
export interface PictureMemory {
  recall(): PictureChoice;
  keep(choice: PictureChoice): void;
}

export const NO_PICTURE_MEMORY: PictureMemory = { recall: () => AS_IT_COMES, keep: () => {} };

/**
 * `choice` with the other side's picture `wanted` so. What comes by itself is not kept: a phone that is turned, or another
 * camera, would be shown as suited the one before.
 */
export function withFit({ fit: _, ...others }: PictureChoice, wanted: VideoFit, byItself: VideoFit): PictureChoice {
  return wanted === byItself ? others : { ...others, fit: wanted };
}
