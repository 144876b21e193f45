/**
 * The arithmetic of one run: which bytes go next, and how many may be on their way. Plain numbers, exact up to 2^53.
 */
import { BLOCK_BYTES } from '../ports.ts';

/**
 * Sent and not verified: a block of 1 MiB is verified as a whole, and 100 Mbit/s at 40 ms have 0.5 MiB on the way; the rest is
 * the receiver's time to hash and write. What waits in the browser is bounded by the channel, 100 ms of the link's time.
 */
export const WINDOW_BYTES = 4 * BLOCK_BYTES;

export function blockEnd(offset: number, size: number): number {
  return Math.min(size, (Math.floor(offset / BLOCK_BYTES) + 1) * BLOCK_BYTES);
}

/** Where a run may begin: at a block, or at the end. */
export function isBlockStart(offset: number, size: number): boolean {
  return offset === size || (offset < size && offset % BLOCK_BYTES === 0);
}

/** How many bytes the next chunk has; 0 while the window is full. */
export function nextChunkBytes(at: { readonly sent: number; readonly verified: number; readonly size: number; readonly chunkBytes: number }): number {
  if (at.sent - at.verified >= WINDOW_BYTES) return 0;
  return Math.min(at.chunkBytes, blockEnd(at.sent, at.size) - at.sent);
}

/** What a receiver bears: a window, and the chunk that was on its way. */
export function isWithinWindow(end: number, verified: number): boolean {
  return end - verified <= WINDOW_BYTES + BLOCK_BYTES;
}
