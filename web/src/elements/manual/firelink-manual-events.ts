/** What the screen of a connection by hand asks for; see events.ts. */

abstract class ManualRequest extends Event {
  constructor(type: string) {
    super(type, { bubbles: true, composed: true });
  }
}

export class MakeInvitationEvent extends ManualRequest {
  static readonly type = 'firelink-make-invitation';
  constructor() { super(MakeInvitationEvent.type); }
}

/** A text was pasted: an invitation, or the reply to one's own. '' when there was none. */
export class ReadTextEvent extends ManualRequest {
  static readonly type = 'firelink-read-text';
  readonly text: string;
  constructor(text: string) {
    super(ReadTextEvent.type);
    this.text = text;
  }
}

/** Both are ready: the reply is to be made now. */
export class MakeReplyEvent extends ManualRequest {
  static readonly type = 'firelink-make-reply';
  constructor() { super(MakeReplyEvent.type); }
}

export class ShowQrEvent extends ManualRequest {
  static readonly type = 'firelink-show-qr';
  constructor() { super(ShowQrEvent.type); }
}

declare global {
  interface HTMLElementEventMap {
    'firelink-make-invitation': MakeInvitationEvent;
    'firelink-read-text': ReadTextEvent;
    'firelink-make-reply': MakeReplyEvent;
    'firelink-show-qr': ShowQrEvent;
  }
}
