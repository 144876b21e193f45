/**
 * Where an exception inside a call ends. Everything that enters a session passes here: timers, events of connections,
 * the store's listeners, the page's own calls, and work that is not awaited.
 *
 *   the call's own machinery ──► `onBroken`, once, logged with its cause: the call ends as failed
 *   what it can do without   ──► logged: the call goes on
 */
import type { Clock } from '../base/clock.ts';
import { contained } from '../base/contained.ts';
import type { Logger } from '../base/logger.ts';
import type { PeerFactory } from '../peer/peer.ts';

export class Containment {
  readonly #logger: Logger;
  readonly #onBroken: () => void;
  #isBroken = false;

  /** @param onBroken must not throw */
  constructor(logger: Logger, onBroken: () => void) {
    this.#logger = logger;
    this.#onBroken = onBroken;
  }

  /** What breaks after the first time, while the call ends for that, is logged and changes nothing more. */
  readonly broke = (error: unknown): void => {
    const isFirst = !this.#isBroken;
    this.#isBroken = true;
    this.#log(isFirst ? 'error' : 'warn', isFirst ? 'the call broke' : 'and broke again', error);
    if (isFirst) this.#onBroken();
  };

  /** A step that the call depends on. */
  run(step: () => void): void {
    try {
      step();
    } catch (error) {
      this.broke(error);
    }
  }

  /** Likewise, of work that is not awaited. */
  work(step: () => Promise<unknown>): void {
    this.run(() => contained(step(), this.broke));
  }

  /** What the call can do without, such as what a page remembers of it. */
  tolerate(what: string, step: () => unknown): void {
    const onError = this.tolerated(what);
    try {
      const work = step();
      if (work instanceof Promise) contained(work, onError);
    } catch (error) {
      onError(error);
    }
  }

  tolerated(what: string): (error: unknown) => void {
    return (error) => this.#log('warn', `${what} failed; the call goes on`, error);
  }

  /** A clock whose timers run contained. */
  clock(clock: Clock): Clock {
    return { now: () => clock.now(), elapsed: () => clock.elapsed(), after: (delayMs, action) => clock.after(delayMs, () => this.run(action)) };
  }

  /** Connections whose events are taken contained. */
  peers(createPeer: PeerFactory): PeerFactory {
    return (scope, options) => createPeer(scope, { ...options, onEvent: (event) => this.run(() => options.onEvent(event)) });
  }

  /** One that can't even be logged is as contained. */
  #log(level: 'warn' | 'error', message: string, error: unknown): void {
    try {
      this.#logger.log(level, message, error);
    } catch {
      // The log is nothing that a call may end by.
    }
  }
}
