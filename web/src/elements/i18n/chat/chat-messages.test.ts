import { expect, test } from 'vitest';
import { LANGUAGES, type Language } from '../languages.ts';
import { CHAT_WORDS } from './index.ts';

type Sentence = readonly [place: string, sentence: string];

/** All sentences, with where they stand; functions are given a name or a number. */
function sentences(value: unknown, name: string | undefined, place = ''): readonly Sentence[] {
  if (typeof value === 'string') return [[place, value]];
  if (typeof value === 'function') return sentences(Reflect.apply(value, undefined, place === '.chat.open' || place === '.chat.newest' ? [3] : [name, 'Hello']), name, place);
  return typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, part]) => sentences(part, name, `${place}.${key}`)) : [];
}

test.each(LANGUAGES)('%s leaves no sentence of the chat empty, and none out', (language) => {
  const spoken = sentences(CHAT_WORDS[language], 'Ana');
  expect(spoken.filter(([, sentence]) => sentence.trim() === '' || sentence.includes('undefined'))).toEqual([]);
  expect(spoken.map(([place]) => place)).toEqual(sentences(CHAT_WORDS.en, 'Ana').map(([place]) => place));
});

test.each([
  ['en', 'Open chat', 'Open chat, 3 unread', 'Ana is typing…', 'The other person is typing…'],
  ['ja', 'チャットを開く', 'チャットを開く、未読3件', 'Anaさんが入力中…', '相手が入力中…'],
  ['zh-Hans', '打开聊天', '打开聊天，3 条未读', 'Ana正在输入…', '对方正在输入…'],
  ['zh-Hant', '開啟聊天', '開啟聊天，3 則未讀', 'Ana正在輸入…', '對方正在輸入…'],
] as const)('in %s the button says how much is unread, and who is typing has their name', (language, closed, unread, named, unnamed) => {
  const { chat } = CHAT_WORDS[language];
  expect([chat.open(0), chat.open(3), chat.typing('Ana'), chat.typing()]).toEqual([closed, unread, named, unnamed]);
});

test('the two ways of writing Chinese are not mixed up in the words of the chat', () => {
  const all = (language: Language): string => sentences(CHAT_WORDS[language], undefined).map(([, sentence]) => sentence).join('');
  expect(all('zh-Hant')).not.toMatch(/[话链请开关发对个这称动]/);
  expect(all('zh-Hans')).not.toMatch(/[話連請開關發對個這稱動檔]/);
});
