import type { ChatWords } from './chat-messages.ts';

export const enChat: ChatWords = {
  chat: {
    open: (unread) => (unread === 0 ? 'Open chat' : `Open chat, ${unread} unread`),
    close: 'Close chat',
    title: 'Chat',
    hide: 'Close',
    log: 'Messages',
    field: 'Message',
    send: 'Send',
    empty: 'Messages go straight from browser to browser. Once the call has ended and this page is closed, they are gone.',
    you: 'You',
    other: 'The other person',
    typing: (name = 'The other person') => `${name} is typing…`,
    newest: (count) => (count === 0 ? 'Newest messages' : count === 1 ? '1 new message' : `${count} new messages`),
    copyAll: 'Copy all',
    copied: 'Copied',
    copyFailed: 'Could not be copied. Save it as text instead.',
    save: 'Save as text',
    sending: 'Sending',
    delivered: 'Delivered',
    notDelivered: 'Not delivered',
    repeated: 'Sent again',
    kept: {
      show: 'Show chat',
      hide: 'Hide chat',
      undelivered: (count) => (count === 1 ? 'One message was not delivered.' : `${count} messages were not delivered.`),
    },
    heard: (name, text) => `${name}: ${text}`,
    refusals: {
      'too-long': 'This message is too long: more than 64 KiB. Send it in parts, or as a file.',
      full: 'Too much is waiting to be delivered. Try again when the connection is back.',
      ended: 'There is no connection any more. The message was not sent.',
    },
  },
};
