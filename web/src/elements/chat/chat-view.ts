/** What the screen of a call is given of its chat. Types alone: the screen is there before the code of the chat is. */
import type { TemplateResult } from 'lit';
import type { ChatMessage } from 'firelink/chat';

/** What stands among the messages and is none: a file on its way. */
export interface TimelineRow {
  readonly id: string;
  /** ms since 1970: where it stands among the messages. */
  readonly at: number;
  /** Of what this side has put there. */
  readonly isOwn?: boolean;
  readonly draw: () => TemplateResult;
}

export interface ChatView {
  readonly isOpen: boolean;
  readonly messages: readonly ChatMessage[];
  readonly rows?: readonly TimelineRow[];
  /** What stands beside the field for the message, such as a button for files. */
  readonly drawBesideField?: () => TemplateResult;
  readonly isOtherTyping: boolean;
  /** The text that the person has typed and not sent: the field of a new screen begins with it. */
  readonly draft?: string;
  /** The number of messages and files that the person has not seen. */
  readonly unread: number;
}

/** The chat of a call, as its screen holds it. */
export interface ChatSource {
  /** Undefined until its code has been loaded. */
  readonly view: ChatView | undefined;
  /**
   * The screen stands.
   * @param host hears what is asked for (chat-events.ts)
   * @param onChange the view is another one
   * @returns ends it
   */
  attach(host: EventTarget, onChange: () => void): () => void;
}
