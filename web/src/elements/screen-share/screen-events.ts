import type { ScreenContent } from 'firelink/media';

abstract class ScreenEvent extends Event {
  constructor(type: string) {
    super(type, { bubbles: true, composed: true });
  }
}

/** Have the browser ask what is to be shared. To be heard in the turn in which it is fired: browsers ask in no other. */
export class ShareScreenEvent extends ScreenEvent {
  static readonly type = 'firelink-share-screen';
  constructor() { super(ShareScreenEvent.type); }
}

export class StopSharingEvent extends ScreenEvent {
  static readonly type = 'firelink-stop-sharing';
  constructor() { super(StopSharingEvent.type); }
}

/** Share for sharp text, or for what moves. */
export class ShowScreenAsEvent extends ScreenEvent {
  static readonly type = 'firelink-show-screen-as';
  readonly content: ScreenContent;
  constructor(content: ScreenContent) {
    super(ShowScreenAsEvent.type);
    this.content = content;
  }
}

declare global {
  interface HTMLElementEventMap {
    'firelink-share-screen': ShareScreenEvent;
    'firelink-stop-sharing': StopSharingEvent;
    'firelink-show-screen-as': ShowScreenAsEvent;
  }
}
