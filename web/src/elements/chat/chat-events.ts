/** The requests of the chat's panel, as shared/events.ts has those of the screens. */
import type { ChatOutcome } from 'firelink/chat';

abstract class ChatEvent extends Event {
  constructor(type: string) {
    super(type, { bubbles: true, composed: true });
  }
}

/** Show the chat, or put it away. */
export class OpenChatEvent extends ChatEvent {
  static readonly type = 'firelink-open-chat';
  readonly isOpen: boolean;
  constructor(isOpen: boolean) {
    super(OpenChatEvent.type);
    this.isOpen = isOpen;
  }
}

/** Send this. Who hears it says at once what became of it: the field keeps a text that was refused. */
export class SendMessageEvent extends ChatEvent {
  static readonly type = 'firelink-send-message';
  readonly text: string;
  outcome: ChatOutcome = { kind: 'refused', why: 'ended' };
  constructor(text: string) {
    super(SendMessageEvent.type);
    this.text = text;
  }
}

/** A text is being typed, at each key; or no longer. */
export class TypingEvent extends ChatEvent {
  static readonly type = 'firelink-typing';
  readonly isTyping: boolean;
  constructor(isTyping: boolean) {
    super(TypingEvent.type);
    this.isTyping = isTyping;
  }
}

/** What stands in the field now, at each key; '' once it was sent. */
export class DraftEvent extends ChatEvent {
  static readonly type = 'firelink-draft';
  readonly text: string;
  constructor(text: string) {
    super(DraftEvent.type);
    this.text = text;
  }
}

/** Save this text of all messages as a file. */
export class SaveChatEvent extends ChatEvent {
  static readonly type = 'firelink-save-chat';
  readonly text: string;
  constructor(text: string) {
    super(SaveChatEvent.type);
    this.text = text;
  }
}

declare global {
  interface HTMLElementEventMap {
    'firelink-open-chat': OpenChatEvent;
    'firelink-send-message': SendMessageEvent;
    'firelink-typing': TypingEvent;
    'firelink-save-chat': SaveChatEvent;
    'firelink-draft': DraftEvent;
  }
}
