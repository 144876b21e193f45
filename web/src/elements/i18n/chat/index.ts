/** The chat's words, all languages in one chunk: nothing of a call that runs waits for a language. */
import { language, type Language } from '../index.ts';
import { enChat } from './en.ts';
import { jaChat } from './ja.ts';
import type { ChatWords } from './chat-messages.ts';
import { zhHansChat } from './zh-hans.ts';
import { zhHantChat } from './zh-hant.ts';

export type { ChatWords } from './chat-messages.ts';

export const CHAT_WORDS: Readonly<Record<Language, ChatWords>> = { en: enChat, ja: jaChat, 'zh-Hans': zhHansChat, 'zh-Hant': zhHantChat };

export function chatWords(): ChatWords['chat'] {
  return CHAT_WORDS[language()].chat;
}
