import type { Clock } from '../base/clock.ts';
import { Observers } from '../base/observers.ts';
import { Scope } from '../base/scope.ts';

/** Hidden tabs may have their timers run once a minute; a gap of more than two and a half is a machine that slept. */
const SLEEP_GAP_MS = 150_000;
const POLL_MS = 20_000;

/** `changed`: a network is there, perhaps another one: also after a sleep. */
export type NetworkEvent = 'lost' | 'changed';

/** What the browser tells of its network, and what a gap in time tells: one watch for all calls of a page, while there are any. */
export class NetworkWatch {
  readonly #clock: Clock;
  readonly #target: EventTarget;
  readonly #observers: Observers<NetworkEvent>;
  #scope: Scope | undefined;
  #count = 0;

  /** @param target where the browser reports `online` and `offline`: the window */
  constructor(clock: Clock, target: EventTarget, onError: (error: unknown) => void) {
    this.#clock = clock;
    this.#target = target;
    this.#observers = new Observers(onError);
  }

  /** @returns ends it, once */
  observe(listener: (event: NetworkEvent) => void): () => void {
    const observing = new Scope();
    observing.own(this.#observers.add(listener));
    if (this.#count++ === 0) this.#begin();
    observing.own(() => {
      if (--this.#count === 0) this.#scope?.end();
    });
    return () => observing.end();
  }

  #begin(): void {
    const scope = new Scope();
    this.#scope = scope;
    scope.listen(this.#target, 'offline', () => this.#observers.tell('lost'));
    scope.listen(this.#target, 'online', () => this.#observers.tell('changed'));
    this.#lookForSleep(scope, this.#clock.now());
  }

  #lookForSleep(scope: Scope, lookedAt: number): void {
    const release = scope.own(this.#clock.after(POLL_MS, () => {
      release();
      const now = this.#clock.now();
      if (now - lookedAt > SLEEP_GAP_MS) this.#observers.tell('changed');
      this.#lookForSleep(scope, now);
    }));
  }
}
