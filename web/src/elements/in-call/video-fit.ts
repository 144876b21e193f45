export type VideoFit = 'cover' | 'contain';

/** A crop of a third keeps a face in the picture; a wide picture on an upright phone would lose three quarters. */
const MAX_CROP = 0.35;

/** Fills the box when little is lost by it, else shows the whole picture. Ratios are width / height. */
export function chooseFit(pictureRatio: number, boxRatio: number): VideoFit {
  if (!(pictureRatio > 0) || !(boxRatio > 0)) return 'cover';
  const shown = Math.min(pictureRatio, boxRatio) / Math.max(pictureRatio, boxRatio);
  return 1 - shown <= MAX_CROP ? 'cover' : 'contain';
}
