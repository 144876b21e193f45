/** The shape of the chat's words in every language: they load with its code, once a call is connected. */
import type { ChatRefusal } from 'firelink/chat';
import type { OfOther } from '../messages.ts';

export interface ChatWords {
  readonly chat: {
    /** The button in the bar, with how many messages are unread. */
    readonly open: (unread: number) => string;
    readonly close: string;
    readonly title: string;
    /** The button in the panel itself. */
    readonly hide: string;
    readonly log: string;
    readonly field: string;
    readonly send: string;
    readonly empty: string;
    readonly you: string;
    /** In place of a name, where none is known. */
    readonly other: string;
    readonly typing: OfOther;
    /** Leads to the end of the log, below which so many messages have come. */
    readonly newest: (count: number) => string;
    readonly copyAll: string;
    readonly copied: string;
    readonly copyFailed: string;
    readonly save: string;
    readonly sending: string;
    readonly delivered: string;
    readonly notDelivered: string;
    /** The other side has sent it a second time, to a page that had lost it. */
    readonly repeated: string;
    /** On the screen after the call. */
    readonly kept: {
      readonly show: string;
      readonly hide: string;
      readonly undelivered: (count: number) => string;
    };
    /** Read out when a message comes. */
    readonly heard: (name: string, text: string) => string;
    readonly refusals: Readonly<Record<Exclude<ChatRefusal, 'empty'>, string>>;
  };
}
