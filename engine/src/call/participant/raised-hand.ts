/**
 * The hand that a person raises instead of interrupting. The other side has it in `view.remote.record.raisedHand`.
 *
 *   down ──raise, while the call stands──► up ──lower, or the call stands no more──► down
 */

/** This side's hand, as an app raises and lowers it. */
export interface HandControls {
  readonly isRaised: boolean;
  /** Told over the control channel: nothing is written for it. No effect while the call does not stand. */
  raise(): void;
  lower(): void;
}

export interface RaisedHandPorts {
  /** The other side is to be told. */
  readonly tell: (isRaised: boolean) => void;
  readonly onChange: () => void;
}

/** This side's hand in one call: it follows whether the call stands. */
export class RaisedHand implements HandControls {
  readonly #ports: RaisedHandPorts;
  #isRaised = false;
  #callStands = false;

  constructor(ports: RaisedHandPorts) {
    this.#ports = ports;
  }

  get isRaised(): boolean {
    return this.#isRaised;
  }

  raise(): void {
    if (this.#callStands) this.#set(true);
  }

  lower(): void {
    this.#set(false);
  }

  /** @param callStands it is connected, or reconnecting: the next person, or the next call, begins with the hand down */
  follow(callStands: boolean): void {
    this.#callStands = callStands;
    if (!callStands) this.#set(false);
  }

  #set(isRaised: boolean): void {
    if (isRaised === this.#isRaised) return;
    this.#isRaised = isRaised;
    this.#ports.tell(isRaised);
    this.#ports.onChange();
  }
}
