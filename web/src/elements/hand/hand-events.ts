/** Raises one's hand, or lowers it. */
export class RaiseHandEvent extends Event {
  static readonly type = 'firelink-raise-hand';
  readonly isRaised: boolean;
  constructor(isRaised: boolean) {
    super(RaiseHandEvent.type, { bubbles: true, composed: true });
    this.isRaised = isRaised;
  }
}

declare global {
  interface HTMLElementEventMap {
    'firelink-raise-hand': RaiseHandEvent;
  }
}
