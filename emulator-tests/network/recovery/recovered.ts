import type { FrameCount } from '../calls/connections.ts';

/** Twenty frames a second arrive; ten in a row that don't are no hiccup of a busy machine. */
export const STALL_MS = 500;

/** So long the picture has to move without a stall to count as recovered; longer than any buffer on the way holds. */
export const STEADY_MS = 2_000;

/**
 * When frames flow again, in ms after `from`: 0 when they never stopped, undefined while that can't be said yet.
 * Counts are to begin some seconds before whatever broke the path.
 */
export function recoveredAfter(counts: readonly FrameCount[], from: number): number | undefined {
  const advances = counts.filter((count, index) => index > 0 && count.frames > (counts[index - 1]?.frames ?? 0)).map(({ at }) => at);
  const last = advances.at(-1);
  const now = counts.at(-1)?.at;
  if (last === undefined || now === undefined || now - last > STALL_MS) return undefined;
  const since = advances.findLast((at, index) => index === 0 || at - (advances[index - 1] ?? at) > STALL_MS) ?? last;
  const flowing = Math.max(since, from);
  return last - flowing < STEADY_MS ? undefined : flowing - from;
}
