/** How long each step may take, in milliseconds, and why. */

/** An answer to addresses that are hours old doesn't connect; a good path does within a second. */
export const STALE_ANSWER_MS = 3_000;

/** The next one's addresses are new, so that it is given longer: over a relay behind a firewall it may take seconds. */
export const LATER_ANSWER_MS = 9_000;

/** From the first answer on. Browsers say `failed` at 15 s; two fresh rounds fit in before. */
export const CONNECT_MS = 20_000;

/** `disconnected` comes and goes with Wi-Fi roaming; where packets really stop, the silence is noticed sooner. */
export const INTERRUPTION_GRACE_MS = 2_000;

/** A new connection that connects at all has done so by then (1.7–3.7 s in both browsers, over a relay too). */
export const RETRY_MS = 5_000;

/** Of trying while the network is up: then the other side is told to be gone. */
export const GIVE_UP_MS = 30_000;

/** After a goodbye: a reload takes 1–3 s, a phone call or a lift half a minute. */
export const LEAVE_MS = 30_000;

/** A side whose other side has left replaces its listener, and reads the document, so many times, RETRY_MS apart. */
export const LOOKS_FOR_A_RETURN = 3;

/** A person back at the lobby reads it, allows the camera, and presses Rejoin. */
export const RETURN_MS = 120_000;

/** Between tries to write an offer that could not be written. */
export const RESEND_MS = 3_000;

/**
 * A person who waits, for hours perhaps, is turned away where a token could not be renewed in time: another network, reCAPTCHA
 * out of reach, a machine just awake. The channel has tried other tokens by then, and goes on trying every half minute.
 */
export const REFUSED_MS = 120_000;

/** Looking the call up includes sign-in and the first listen, which may take 30 s on a poor network. */
export const LOOK_UP_MS = 40_000;

/** Packets are counted this often; three quiet polls of a stream are a silence. Reading the counters takes 1–2 ms. */
export const POLL_MS = 400;

/** Of a stream of media, which even a poor path brings many packets of in this time. A false alarm costs a round, and is not seen on the screen. */
export const SILENCE_MS = 1_200;

/** Without media only questions and answers tell: a lost one is repeated after a second, and may be lost again. */
export const STILL_SILENCE_MS = 4_000;

/** The network has changed: an answer takes a round trip, at most half a second nearly everywhere. */
export const PROBE_MS = 600;

/** A restart over the channel that is asked for again within this time is the one under way. */
export const RESTART_ON_CHANNEL_MS = 1_000;

/** Looking at one's own addresses takes a tenth of a second of nearly nothing. Browsers notice another network after 3 s. */
export const ADDRESS_POLL_MS = 10_000;

/** Until they are known, which may be once a camera is on. */
export const FIRST_ADDRESS_POLL_MS = 1_000;

/** After connecting: setting a sender's limits makes the page wait, and it is about to draw the first picture. */
export const LIMITS_MS = 500;

/** The short authentication string takes two round trips from the connection on; where it takes this long, it is withheld. */
export const SAS_MS = 20_000;

/** After the new connection has taken over, until the old one closes: the other side's takes over within a round trip. */
export const HANDOVER_MS = 2_000;

/** A replacement that was built for nothing, while the current connection went on, is given up. Browsers say `failed` at 15 s. */
export const IDLE_ATTEMPT_MS = 20_000;

/** A hang-up on the data channel takes 2–40 ms to leave; the connection stays open that much longer for it. */
export const HANG_UP_LINGER_MS = 300;

/**
 * After the end, where the parties clean up: until the other side has read how it ended. One after the other, so that
 * the second mostly finds nothing to do.
 */
export const CLEAN_UP_MS = { callee: 2_000, caller: 4_000 } as const;

/** Waits between tries to write down that the call has ended, five minutes in all: the page is mostly closed by then. */
export const END_RETRIES_MS: readonly number[] = [5_000, 10_000, 20_000, 40_000, 60_000, 60_000, 60_000, 0];
