/**
 * Another network of which the browser tells nothing: where the second comes up before the first one goes, the page is
 * never offline. A page that waits has no media whose silence would tell, so it polls this machine's addresses.
 *
 *   unknown ──addresses are told──► known ──others are told──► changed, known ──said by something else──► unknown
 */
import type { Clock } from '../../base/clock.ts';
import { contained } from '../../base/contained.ts';
import type { Scope } from '../../base/scope.ts';
import type { Phase } from '../machine/state.ts';
import { ADDRESS_POLL_MS, FIRST_ADDRESS_POLL_MS } from '../machine/timings.ts';

/** A page without a camera or a microphone is never told its addresses: it polls often a few times, not for ever. */
const FIRST_POLLS = 15;

/** Without media, whose silence would tell of another network. */
export const PHASES_OF_WAITING: ReadonlySet<Phase> = new Set(['preparing', 'returning', 'ringing', 'answering']);

export interface AddressWatchPorts {
  /** In one order; '' where they can't be told. Sends nothing. */
  readonly read: () => Promise<string>;
  /** Whether nothing else would show it. */
  readonly isWaiting: () => boolean;
  readonly onChanged: () => void;
  readonly onBroken: (error: unknown) => void;
}

export class AddressWatch {
  readonly #scope: Scope;
  readonly #clock: Clock;
  readonly #ports: AddressWatchPorts;
  #known = '';
  #firstPolls = 0;

  constructor(scope: Scope, clock: Clock, ports: AddressWatchPorts) {
    this.#scope = scope;
    this.#clock = clock;
    this.#ports = ports;
  }

  start(): void {
    contained(this.#poll(), this.#ports.onBroken);
  }

  /** The change is known already: the present addresses are no other change. */
  forget(): void {
    this.#known = '';
    this.#firstPolls = 0;
  }

  async #poll(): Promise<void> {
    const { read, isWaiting, onChanged } = this.#ports;
    if (isWaiting()) {
      // A browser that can't tell them is as one that doesn't.
      const found = await read().catch(() => '');
      if (this.#scope.isEnded) return;
      const isChanged = found !== '' && this.#known !== '' && found !== this.#known;
      // None at all is a network that is gone: the next one is compared to the one before.
      if (found !== '') this.#known = found;
      if (isChanged) onChanged();
    } else {
      this.forget();
    }
    const isFirst = this.#known === '' && this.#firstPolls++ < FIRST_POLLS;
    const release = this.#scope.own(this.#clock.after(isFirst ? FIRST_ADDRESS_POLL_MS : ADDRESS_POLL_MS, () => {
      release();
      contained(this.#poll(), this.#ports.onBroken);
    }));
  }
}
