/** All messages as one text, to be copied or saved. */
import type { ChatMessage } from 'firelink/chat';
import type { ChatWords } from '../i18n/chat/chat-messages.ts';

/** A line a message, with its time and who has written it; the further lines of a message stand as they are. */
export function transcriptOf(messages: readonly ChatMessage[], words: ChatWords['chat'], language: string): string {
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'short', timeStyle: 'short' });
  return messages.map((message) => `[${format.format(message.at)}] ${nameOf(message, words)}: ${message.text}\n`).join('');
}

/** Who has sent it, in a word or by name. */
export function nameOf({ from, name }: Pick<ChatMessage, 'from' | 'name'>, words: Pick<ChatWords['chat'], 'you' | 'other'>): string {
  return from === undefined ? words.you : (name ?? words.other);
}
