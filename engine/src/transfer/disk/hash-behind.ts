/**
 * How far the sender's stored hash may be behind what is verified: a step of the database for each MiB costs more than hashing
 * these 16 MiB once more after a reload. The first block's is always stored, by which the same file is known again.
 */
export const HASH_BEHIND_BYTES = 16 * 1024 * 1024;
