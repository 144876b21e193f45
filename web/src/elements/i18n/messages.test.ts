import { afterEach, describe, expect, test } from 'vitest';
import { callMessages } from './call-messages.ts';
import { DATA_ONLY_WORDS } from './data-only.ts';
import { enCall } from './en-call.ts';
import { enDevices } from './en-devices.ts';
import { enEnds } from './en-ends.ts';
import { enManual } from './en-manual.ts';
import { en } from './en.ts';
import { chooseLanguage, language, loadMessages, messages } from './index.ts';
import { ja } from './ja.ts';
import { zhHans } from './zh-hans.ts';
import { zhHant } from './zh-hant.ts';

afterEach(() => loadMessages(['en']));

describe('the language', () => {
  test.each([
    [['en-GB'], 'en'],
    [['zh-TW', 'en'], 'zh-Hant'],
    [['zh-HK'], 'zh-Hant'],
    [['zh-Hant-MO'], 'zh-Hant'],
    [['zh-CN'], 'zh-Hans'],
    [['zh-SG'], 'zh-Hans'],
    [['zh'], 'zh-Hans'],
    [['yue-HK', 'en'], 'zh-Hant'],
    [['yue'], 'zh-Hant'],
    [['yue-Hans-CN'], 'zh-Hans'],
    [['cmn-Hant-TW'], 'zh-Hant'],
    [['cmn'], 'zh-Hans'],
    [['zh-MO'], 'zh-Hant'],
    [['zh-Hant'], 'zh-Hant'],
    [['zh-MY'], 'zh-Hans'],
    [['zh-AU'], 'zh-Hant'],
    [['nan-TW'], 'zh-Hant'],
    [['zh-yue-HK'], 'zh-Hant'],
    [['zh-cmn-Hant'], 'zh-Hant'],
    [['zh-cmn-Hans-CN'], 'zh-Hans'],
    [['zh_TW'], 'zh-Hant'],
    [['zh-CHT'], 'zh-Hant'],
    [['zh-CHS'], 'zh-Hans'],
    [['en-Hant'], 'en'],
    [['zh-Hans-TW'], 'zh-Hans'],
    [['ja-JP'], 'ja'],
    [['fr', 'ja'], 'ja'],
    [['fr', 'de'], 'en'],
    [[], 'en'],
  ] as const)('of a browser set to %j is %s', (languages, language) => {
    expect(chooseLanguage(languages)).toBe(language);
  });

  test('that is chosen last is the one, whichever comes first', async () => {
    const [japanese, english] = [loadMessages(['ja']), loadMessages(['en'])];
    expect(await english).toBe('en');
    expect(await japanese).toBe('en');
    expect([messages(), callMessages(), language()]).toEqual([en, enCall, 'en']);
  });

  test('is English until another one is loaded', async () => {
    expect(messages()).toBe(en);
    expect(await loadMessages(['ja'])).toBe('ja');
    expect(messages()).toBe(ja);
    expect(callMessages()).toBe(ja);
    await loadMessages(['en']);
    expect(callMessages()).toBe(enCall);
  });
});

test.each([
  ['en', { ...en, ...enCall, ...enManual, ...enDevices, ...enEnds }],
  ['zh-Hant', zhHant],
  ['zh-Hans', zhHans],
  ['ja', ja],
])('%s leaves no sentence empty', (_language, spoken) => {
  expect(sentences(spoken).filter((sentence) => sentence.trim() === '')).toEqual([]);
  expect(sentences(spoken)).toHaveLength([en, enCall, enManual, enDevices, enEnds].flatMap(sentences).length);
});

test.each(Object.entries(DATA_ONLY_WORDS))('%s leaves no sentence of a call of data alone empty', (_language, spoken) => {
  expect(sentences(spoken).filter((sentence) => sentence.trim() === '')).toEqual([]);
  expect(sentences(spoken)).toHaveLength(sentences(DATA_ONLY_WORDS.en).length);
});

test('the two ways of writing Chinese are not mixed up', () => {
  // Characters that only one of them has, in messages that every screen uses.
  expect(sentences(zhHant).join('')).not.toMatch(/[话链请开关]/);
  expect(sentences(zhHans).join('')).not.toMatch(/[話連請開關]/);
});

function sentences(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(sentences) : [];
}
