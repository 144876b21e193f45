/** How long each step may take, in milliseconds, and why. */

/** An answer to addresses that are hours old doesn't connect; a good path does within a second. */
export const STALE_ANSWER_MS = 3_000;

/** From the first answer on. Browsers say `failed` at 15 s; one fresh round fits in before. */
export const CONNECT_MS = 20_000;

/** Wi-Fi roaming makes `disconnected` come and go; a restart within the first 2 s is mostly for nothing. */
export const INTERRUPTION_GRACE_MS = 2_000;

/** An ICE restart that works has worked by then (0.8–2.2 s in both browsers, over a relay too). */
export const RESTART_MS = 6_000;

/** Of trying while the network is up: then the other side is told to be gone. */
export const GIVE_UP_MS = 30_000;

/** After a goodbye: a reload takes 1–3 s, a phone call or a lift half a minute. */
export const LEAVE_MS = 30_000;

/** Between tries to write an offer that could not be written. */
export const RESEND_MS = 3_000;

/** Looking the call up includes sign-in and the first listen, which may take 30 s on a poor network. */
export const LOOK_UP_MS = 40_000;

/** Heartbeat on the data channel. Three missed ones are a silence; keeps "reconnecting" within 6 s of a killed browser. */
export const HEARTBEAT_MS = 1_500;
export const SILENCE_MS = 5_000;

/** A hang-up on the data channel takes 2–40 ms to leave; the connection stays open that much longer for it. */
export const HANG_UP_LINGER_MS = 300;

/** Waits between tries to write down that the call has ended, five minutes in all: the page is mostly closed by then. */
export const END_RETRIES_MS: readonly number[] = [5_000, 10_000, 20_000, 40_000, 60_000, 60_000, 60_000, 0];
