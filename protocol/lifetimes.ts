/** How long things may live, in milliseconds. */

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** What a client writes into `expiresAt`, counted from its own clock. */
export const LEASE_MS = 22 * HOUR_MS;

/** What the rules allow, counted from the server's clock: clocks of phones may be an hour or two off. */
export const MAX_LEASE_MS = 24 * HOUR_MS;

/** A connected party extends the lease when less than this is left. */
export const LEASE_RENEWAL_MS = LEASE_MS / 2;

/** How long an ended call's document stays, so that whoever opens the link is told. */
export const TOMBSTONE_MS = 10 * MINUTE_MS;
