import type { CandidateBatch } from '#protocol/candidate-batch.ts';
import type { Role } from '#protocol/identifiers.ts';
import type { Scope } from '../../base/scope.ts';
import type { SignalChannel } from '../../signaling/signal-channel.ts';
import type { Containment } from '../containment.ts';

/** Watches the other side's batches of candidates: all that are in the store, sealed, of every round. */
export class BatchWatch {
  readonly #channel: SignalChannel;
  readonly #containment: Containment;
  readonly #onChange: () => void;
  #batches: readonly CandidateBatch[] = [];
  #isStarted = false;

  constructor(channel: SignalChannel, containment: Containment, onChange: () => void) {
    this.#channel = channel;
    this.#containment = containment;
    this.#onChange = onChange;
  }

  get batches(): readonly CandidateBatch[] {
    return this.#batches;
  }

  /**
   * Once the call's document is there, and this page has a role in it or may take one: the rules deny it before.
   *
   * @param side the other side
   */
  start(scope: Scope, side: Role): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    scope.own(this.#channel.observeBatches(side, (batches) => this.#containment.run(() => {
      this.#batches = batches;
      this.#onChange();
    })));
  }
}
