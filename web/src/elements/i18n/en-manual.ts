import type { ManualMessages } from './messages.ts';

/** English of connecting by hand. */
export const enManual: ManualMessages = {
  manual: {
    title: 'Connect without a server',
    explanation: 'Two texts take the place of the server: one of you makes an invitation, the other a reply to it. Hand them over by chat, mail or QR code.',
    invite: 'Make an invitation',
    invitedHint: 'Were you sent an invitation?',
    open: 'Open invitation',
    preparing: 'Making your invitation',
    send: {
      title: 'Send this invitation',
      text: 'Send it to the person you want to talk to, over something you trust: whoever has it can take the call. Keep this page open.',
    },
    replyHint: 'When you are both ready, they send you a reply. Paste it here at once.',
    connect: 'Connect',
    ready: {
      title: 'Are you both ready?',
      text: 'Agree on a moment with the person who invited you. Your reply works for ten seconds only: send it as soon as it is there.',
    },
    runOut: {
      title: 'The reply was not used in time',
      text: 'Browsers try for a few seconds only. Agree on a moment, then send a fresh reply; the one before no longer works.',
    },
    makeReply: 'I am ready',
    makeFreshReply: 'Make a fresh reply',
    sendNow: { title: 'Send this reply now', text: 'You will be connected as soon as it is pasted on the other side.' },
    secondsLeft: (seconds) => (seconds === 1 ? '1 second left' : `${seconds} seconds left`),
    invitation: 'Invitation',
    reply: 'Reply',
    fieldBusy: 'Your text will be here in a moment',
    copy: 'Copy',
    copied: 'Copied',
    copyFailed: 'The text is selected: copy it with your keyboard or the menu.',
    share: 'Share',
    showQr: 'Show QR code',
    qr: 'QR code of this text',
    qrTooLong: 'This text is too long for a QR code: copy it instead.',
    back: 'Back to the start',
    problems: {
      empty: 'Paste the text that you were sent.',
      'not-a-text': 'This is neither an invitation nor a reply. Copy the whole text, from “FL2” to the full stop at its end.',
      cut: 'Something of this text is missing or was changed on the way. Copy all of it, from “FL2” to the full stop at its end.',
      'other-version': 'This text was made by a different version of Firelink. Reload the page on both sides.',
      'too-old': 'This invitation is a day old and has expired. Ask for a new one.',
      'not-an-invitation': 'This is a reply. It belongs on the page that made the invitation.',
      'not-a-reply': 'This is an invitation. What belongs here is the reply that the other person makes to yours.',
      'other-call': 'This is a reply to another invitation. Ask the other person to open the one above.',
      used: 'This reply can’t be used any more. Make a new invitation.',
      'reply-too-old': 'This reply is too old: ask for a fresh one. If it was made just now, a clock is wrong: connect again to try it.',
    },
  },
};
