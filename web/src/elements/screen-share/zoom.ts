/** How large a shared screen is drawn, and what of it is in view. Pure. */

/** 1 is all of it in its box. */
export const ZOOM_STEPS = [1, 1.5, 2, 3, 4] as const;

const LARGEST = 4;

/** The next step, or the same at the end. @param by 1 for larger, -1 for smaller */
export function nextZoom(zoom: number, by: 1 | -1): number {
  const steps = by === 1 ? ZOOM_STEPS.filter((step) => step > zoom) : ZOOM_STEPS.filter((step) => step < zoom).toReversed();
  return steps[0] ?? zoom;
}

/** By a wheel or two fingers. @param pixels of WheelEvent.deltaY: below 0 for larger */
export function zoomBy(zoom: number, pixels: number): number {
  return Math.min(LARGEST, Math.max(1, zoom * Math.exp(-pixels / 300)));
}

/**
 * Where to scroll to, so that the point under the pointer stays where it is.
 * @param scrolled px @param at of the pointer within the box, px @param before, after the zoom
 */
export function scrollAfterZoom(scrolled: number, at: number, before: number, after: number): number {
  return ((scrolled + at) * after) / before - at;
}
