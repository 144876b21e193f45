/** Where a camera looks. Pure. */
import type { Device } from './device-list.ts';

/** `front`: towards the person who holds the device; also a camera that doesn't say. */
export type Facing = 'front' | 'rear';

/** Android's browsers name cameras in English; iOS names them in the language of its system, of which these are ours. */
const REAR_LABEL = /\b(?:back|rear)\b|背面|[後后]置/i;
const FRONT_LABEL = /\bfront\b|前面|前置/i;

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

/** The first camera that looks the other way than the one in use; undefined where there is none, or the browser doesn't tell. */
export function otherWay(cameras: readonly Device[], current: string | undefined): Device | undefined {
  const now = cameras.find(({ id }) => id === current)?.facing;
  return now && cameras.find(({ facing }) => facing !== undefined && facing !== now);
}
