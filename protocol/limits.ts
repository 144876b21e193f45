/** Every bound that both a client and firestore.rules enforce; a test holds the two against each other. */

/** The version of the call document. A client that reads another one says "reload the page". */
export const PROTOCOL_VERSION = 2;

/** Candidate documents a side may have: ids '0' to '7'. A gathering that needs more than eight flushes is broken. */
export const MAX_BATCHES = 8;

/**
 * A description of 10 kB deflates to 1.7 and is padded to 1 KiB steps; 16 KiB leaves room for codecs to come
 * and keeps a hostile document at a 60th of Firestore's own limit.
 */
export const MAX_SEALED_DESCRIPTION_BYTES = 16 * 1024;

/** 12 candidates of 200 characters deflate to less than 1 KiB; 8 KiB holds any real gathering in one batch. */
export const MAX_SEALED_BATCH_BYTES = 8 * 1024;

/** The smallest thing the seal makes: header (111 bytes), one padded KiB, tag (16 bytes). Shorter can't be ours. */
export const MIN_SEALED_BYTES = 111 + 1024 + 16;

/** A day of a broken network at one round every three seconds stays below it; the rules compare rounds as integers. */
export const MAX_ROUND = 32_767;

/** Firebase user ids have at most 128 characters. */
export const MAX_UID_LENGTH = 128;
