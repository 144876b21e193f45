/** Shows the list of the keys of a call. */
export class ShowShortcutsEvent extends Event {
  static readonly type = 'firelink-show-shortcuts';
  constructor() { super(ShowShortcutsEvent.type, { bubbles: true, composed: true }); }
}

/** Switches the keys of a call on or off. */
export class SwitchKeysEvent extends Event {
  static readonly type = 'firelink-switch-keys';
  readonly areOn: boolean;
  constructor(areOn: boolean) {
    super(SwitchKeysEvent.type, { bubbles: true, composed: true });
    this.areOn = areOn;
  }
}

declare global {
  interface HTMLElementEventMap {
    'firelink-show-shortcuts': ShowShortcutsEvent;
    'firelink-switch-keys': SwitchKeysEvent;
  }
}
