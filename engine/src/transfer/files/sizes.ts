/** What files are cut into. A simulator has smaller pieces, so that ten thousand schedules cost no copies. */

/** Of one block, which is verified as a whole: 1 MiB, 0.1 s at 100 Mbit/s. */
export const BLOCK_BYTES = 1024 * 1024;

/** Of one chunk: what every browser takes as one message. */
export const MAX_CHUNK_BYTES = 16 * 1024;
