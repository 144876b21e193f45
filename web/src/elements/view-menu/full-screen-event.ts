/** Begins the full screen of the page, or leaves it. To be heard in the turn in which it is fired: browsers do it in no other. */
export class FullScreenEvent extends Event {
  static readonly type = 'firelink-full-screen';
  constructor() { super(FullScreenEvent.type, { bubbles: true, composed: true }); }
}

declare global {
  interface HTMLElementEventMap {
    'firelink-full-screen': FullScreenEvent;
  }
}
