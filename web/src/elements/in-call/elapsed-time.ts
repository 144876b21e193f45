const SECOND_MS = 1000;

/** "0:07", "12:34", "1:02:03". A clock that was set back shows 0:00, never a negative time. */
export function formatElapsed(elapsedMs: number): string {
  const total = Math.max(0, Math.floor(elapsedMs / SECOND_MS));
  const seconds = String(total % 60).padStart(2, '0');
  const minutes = Math.floor(total / 60) % 60;
  const hours = Math.floor(total / 3600);
  return hours === 0 ? `${minutes}:${seconds}` : `${hours}:${String(minutes).padStart(2, '0')}:${seconds}`;
}

/** How long until the display changes: timers at the turn of a second neither skip one nor show one twice. */
export function untilNextSecondMs(elapsedMs: number): number {
  return elapsedMs < 0 ? SECOND_MS : SECOND_MS - (elapsedMs % SECOND_MS);
}
