import { expect, test } from 'vitest';
import { CHAT_WORDS } from '../i18n/chat/index.ts';
import { transcriptOf } from './transcript.ts';

const AT = new Date(2030, 0, 2, 9, 5).getTime();

test('the transcript has a time and a name before each message, and the lines of a message as they are', () => {
  const text = transcriptOf([
    { id: 'a.1', text: 'Hello\n  you', at: AT },
    { id: 'b.1', from: 'other', name: 'Ana', text: '<b>Hi</b>', at: AT },
    { id: 'b.2', from: 'other', text: 'x', at: AT },
  ], CHAT_WORDS.en.chat, 'en-GB');
  expect(text).toBe('[02/01/2030, 09:05] You: Hello\n  you\n[02/01/2030, 09:05] Ana: <b>Hi</b>\n[02/01/2030, 09:05] The other person: x\n');
});
