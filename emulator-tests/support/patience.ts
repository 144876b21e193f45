/**
 * How long the tests wait for what must come: one patience for all of them, so generous that only what never comes uses
 * it up. How long something takes is no matter of these tests: see docs/reliability.md.
 */
export const PATIENCE_MS = 60_000;

/** Of a test that waits several times, and of a hook that starts emulators and browsers. */
export const TEST_MS = 5 * PATIENCE_MS;
