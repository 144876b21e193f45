/** The 64 shards: the first character of a call id, base64url (RFC 4648, table 2). */
export const SHARDS: readonly string[] = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'.split('');

/**
 * Firestore takes at most 30 values in an `in` filter. Three queries find every expired call; 64 would bill 64 reads
 * a run for finding nothing, a third of the free daily quota at a run every five minutes.
 */
const MAX_IN_VALUES = 30;

/** The shards in as few groups as one query each allows, evenly filled. */
export function groupShards(shards: readonly string[] = SHARDS): string[][] {
  const count = Math.ceil(shards.length / MAX_IN_VALUES);
  return Array.from({ length: count }, (_, group) => shards.filter((_shard, index) => index % count === group));
}
