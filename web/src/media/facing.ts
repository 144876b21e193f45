/** Where a camera looks. Pure. */

/** `front`: at the person who holds the thing, and whatever doesn't say. */
export type Facing = 'front' | 'rear';

/** Android's browsers name cameras so; iOS names them in the language of its system, and tells the facing by itself. */
const REAR_LABEL = /\b(?:back|rear)\b/i;
const FRONT_LABEL = /\bfront\b/i;

export function facingOf(track: Pick<MediaStreamTrack, 'label' | 'getSettings'>): Facing {
  const { facingMode } = track.getSettings();
  if (facingMode !== undefined) return facingMode === 'environment' ? 'rear' : 'front';
  return facingOfLabel(track.label) ?? 'front';
}

/** @returns undefined where the name doesn't say */
export function facingOfLabel(label: string): Facing | undefined {
  if (REAR_LABEL.test(label)) return 'rear';
  return FRONT_LABEL.test(label) ? 'front' : undefined;
}
