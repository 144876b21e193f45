import type { Clock } from '../base/clock.ts';
import type { Scope } from '../base/scope.ts';

/** Hidden tabs may have their timers run once a minute; a gap of more than two and a half is a machine that slept. */
const SLEEP_GAP_MS = 150_000;
const LOOK_MS = 20_000;

export interface NetworkEvents {
  readonly onLost: () => void;
  /** A network is there, perhaps another one: also after a sleep. */
  readonly onChanged: () => void;
}

/** What the browser tells of its network, and what a gap in time tells. */
export function watchNetwork(scope: Scope, clock: Clock, target: EventTarget, events: NetworkEvents): void {
  scope.listen(target, 'offline', events.onLost);
  scope.listen(target, 'online', events.onChanged);
  let lookedAt = clock.now();
  const look = (): void => {
    const release = scope.own(clock.after(LOOK_MS, () => {
      release();
      const now = clock.now();
      if (now - lookedAt > SLEEP_GAP_MS) events.onChanged();
      lookedAt = now;
      look();
    }));
  };
  look();
}
