import { expect, test } from 'vitest';
import { LANGUAGES, type Language } from '../languages.ts';
import { fileMessages } from './index.ts';

/** All sentences, with where they stand; functions are given names and numbers. */
function sentences(value: unknown, name: string | undefined, place = ''): readonly (readonly [string, string])[] {
  if (typeof value === 'string') return [[place, value]];
  if (typeof value === 'function') return sentences(Reflect.apply(value, undefined, argumentsOf(place, name)), name, place);
  return typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, part]) => sentences(part, name, `${place}.${key}`)) : [];
}

function argumentsOf(place: string, name: string | undefined): readonly unknown[] {
  if (place === '.announcements.offer') return ['photo.jpg', '2 MB', name];
  if (place === '.announcements.offers') return [3, name];
  if (/\.(states|failures)\.|\.(from|to|dropHere)$/.test(place)) return [name];
  return /offered|showMore|more|tooMany|unreadable/.test(place) ? [3, '2 MB'] : ['photo.jpg', '2 MB'];
}

const OTHER: Readonly<Record<Language, RegExp>> = { en: /the other person/i, ja: /相手/, 'zh-Hans': /对方/, 'zh-Hant': /對方/ };

test.each(LANGUAGES)('%s leaves no sentence of files empty, and none out', (language) => {
  const spoken = sentences(fileMessages(language), 'Ana');
  expect(spoken.filter(([, sentence]) => sentence.trim() === '' || sentence.includes('undefined'))).toEqual([]);
  expect(spoken.map(([place]) => place)).toEqual(sentences(fileMessages('en'), 'Ana').map(([place]) => place));
});

test.each(LANGUAGES)('in %s the other person has their name wherever one is known', (language) => {
  expect(sentences(fileMessages(language), 'Ana').filter(([, sentence]) => OTHER[language].test(sentence))).toEqual([]);
  expect(sentences(fileMessages(language), undefined).filter(([, sentence]) => OTHER[language].test(sentence)).length).toBeGreaterThan(10);
});

test('the two ways of writing Chinese are not mixed up in the words of files', () => {
  const all = (language: Language): string => sentences(fileMessages(language), undefined).map(([, sentence]) => sentence).join('');
  expect(all('zh-Hant')).not.toMatch(/[话链请开关发对个这称动]/);
  expect(all('zh-Hans')).not.toMatch(/[話連請開關發對個這稱動檔]/);
});
