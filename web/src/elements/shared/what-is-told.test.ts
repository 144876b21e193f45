/** docs/what-is-told-when.md is what the page says: its tables are the cases of these tests. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ENDED_REASONS } from '../../../../engine/src/call/machine/reasons.ts';
import { adviceOn } from '../devices/device-advice.ts';
import { endedText } from '../ended/ended-text.ts';
import { CHAT_WORDS, type ChatWords } from '../i18n/chat/index.ts';
import { enCall } from '../i18n/en-call.ts';
import { enDevices } from '../i18n/en-devices.ts';
import { enEnds } from '../i18n/en-ends.ts';
import { enManual } from '../i18n/en-manual.ts';
import { en } from '../i18n/en.ts';
import { fileMessages, type FileMessages } from '../i18n/files/index.ts';
import { ja } from '../i18n/ja.ts';
import type { AllMessages } from '../i18n/messages.ts';
import { SCREEN_WORDS } from '../i18n/call/screen-words.ts';
import { zhHans } from '../i18n/zh-hans.ts';
import { zhHant } from '../i18n/zh-hant.ts';

const english: AllMessages = { ...en, ...enCall, ...enManual, ...enDevices, ...enEnds };
const OTHERS = { ja, 'zh-Hans': zhHans, 'zh-Hant': zhHant } as const;
const OTHER_LANGUAGES = ['ja', 'zh-Hans', 'zh-Hant'] as const;

const sections = readFileSync(new URL('../../../../docs/what-is-told-when.md', import.meta.url), 'utf8').split('\n## ').slice(1);

/** The rows of a section's table, each a list of its cells; the id is the first, without its quotes. */
function rowsOf(title: string): readonly (readonly string[])[] {
  const section = sections.find((one) => one.startsWith(title)) ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('| `'));
  return rows.map((line) => line.slice(1, -1).split('|').map((cell) => cell.trim().replace(/^`(.*)`$/, '$1')));
}

const ids = (rows: readonly (readonly string[])[]): string[] => rows.map(([id = '']) => id).toSorted();

/** The sentence at a place such as `lobby.returning.title`; one that takes a name is said without. */
function sentenceAt(messages: object, place: string): unknown {
  const found = place.split('.').reduce<unknown>((value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined), messages);
  return typeof found === 'function' ? Reflect.apply(found, undefined, []) : found;
}

/** Each other language has a text of its own. */
function expectEverywhere(said: (messages: AllMessages) => unknown): void {
  for (const [language, messages] of Object.entries(OTHERS)) {
    const sentence = said(messages);
    expect(sentence, language).toEqual(expect.stringMatching(/\S/));
    expect(sentence, language).not.toBe(said(english));
  }
}

describe('why a call is over', () => {
  const rows = rowsOf('Why a call is over');

  test('has a row for each reason', () => {
    expect(ids(rows)).toEqual([...ENDED_REASONS].toSorted());
  });

  test.each(ENDED_REASONS)('%s: the text and the next steps of its row, in each language', (reason) => {
    const [, cause = '', title, steps] = rows.find(([id]) => id === reason) ?? [];
    const told = endedText(reason, false, english.ended, english);
    expect(cause).not.toBe('');
    expect([told.title, told.steps.map(({ label }) => label).join(' · ')]).toEqual([title, steps]);
    for (const hasRelay of [true, false]) {
      expectEverywhere((messages) => endedText(reason, hasRelay, messages.ended, messages).title);
      expectEverywhere((messages) => endedText(reason, hasRelay, messages.ended, messages).text);
      expectEverywhere((messages) => endedText(reason, hasRelay, messages.ended, messages).steps.map(({ label }) => label).join(' · '));
    }
  });
});

describe('while a call has no picture and no sound', () => {
  const rows = rowsOf('While a call has no picture');

  test('has a row for each trouble', () => {
    expect(ids(rows)).toEqual(Object.keys(enCall.call.troubles).toSorted());
  });

  test.each(rows)('%s, since %s: %s', (id, _cause, title, next) => {
    expect(sentenceAt(english, `call.troubles.${id}.title`)).toBe(title);
    expect(next).not.toBe('');
    for (const part of ['title', 'text']) expectEverywhere((messages) => sentenceAt(messages, `call.troubles.${id}.${part}`));
  });
});

describe('why a device can’t be used', () => {
  const rows = rowsOf('Why a device');

  test('has a row for each failure', () => {
    expect(ids(rows)).toEqual(Object.keys(en.devices.troubles).toSorted());
  });

  test.each(rows)('%s, since %s: %s', (id, _cause, title, advice, willRecover) => {
    const at = (part: string): unknown => sentenceAt(english, `devices.troubles.${id}.${part}`);
    expect([at('both'), at('advice'), at('willRecover') ?? '']).toEqual([title, advice, willRecover]);
    for (const part of ['both', 'camera', 'microphone', 'advice']) expectEverywhere((messages) => sentenceAt(messages, `devices.troubles.${id}.${part}`));
  });
});

describe('why the browser refuses a device', () => {
  const rows = rowsOf('Why the browser refuses');

  test('has a row for each refusal', () => {
    expect(ids(rows)).toEqual(Object.keys(enDevices.refusals).toSorted());
  });

  test.each(rows)('%s, since %s: %s', (id, _cause, title, next) => {
    expect(sentenceAt(english, `refusals.${id}.both`)).toBe(title);
    const refusal = REFUSALS.find((one) => one === id);
    if (refusal === undefined) throw new RangeError(`${id} is no refusal`);
    for (const site of Object.keys(enDevices.site) as (keyof typeof enDevices.site)[]) {
      for (const system of Object.keys(enDevices.system) as (keyof typeof enDevices.system)[]) {
        const advice = (messages: AllMessages): string => adviceOn({ isOn: false, isBusy: false, refusal }, 'both', { browser: 'Browser', site, system }, messages)?.text ?? '';
        if (!next?.startsWith('by ')) expect(advice(english)).toContain(next);
        expectEverywhere(advice);
      }
    }
  });
});

const REFUSALS = ['dismissed', 'blocked', 'policy', 'system', 'insecure'] as const;

describe('why a screen is not shared', () => {
  const rows = rowsOf('Why a screen is not shared');

  test('has a row for each failure', () => {
    expect(ids(rows)).toEqual(Object.keys(SCREEN_WORDS.en.failures).toSorted());
  });

  test.each(rows)('%s, since %s: %s', (id, _cause, ...sentences) => {
    const said = ({ failures }: typeof SCREEN_WORDS.en): unknown[] => ['title', 'text'].map((part) => sentenceAt(failures, `${id}.${part}`));
    expect(said(SCREEN_WORDS.en)).toEqual(sentences);
    for (const language of OTHER_LANGUAGES) for (const [index, sentence] of said(SCREEN_WORDS[language]).entries()) expect(sentence, language).not.toBe(sentences[index]);
  });
});

describe('why a message is not sent', () => {
  const rows = rowsOf('Why a message is not sent');

  test('has a row for each refusal that is said', () => {
    expect(ids(rows)).toEqual(Object.keys(CHAT_WORDS.en.chat.refusals).toSorted());
  });

  test.each(rows)('%s, since %s: %s', (id, _cause, sentence) => {
    const said = ({ chat }: ChatWords): unknown => sentenceAt(chat.refusals, id);
    expect(said(CHAT_WORDS.en)).toBe(sentence);
    for (const language of OTHER_LANGUAGES) expect(said(CHAT_WORDS[language]), language).not.toBe(sentence);
  });
});

describe('why a file does not arrive', () => {
  const rows = rowsOf('Why a file does not arrive');

  test('has a row for each failure', () => {
    expect(ids(rows)).toEqual(Object.keys(fileMessages('en').failures.in).toSorted());
  });

  test.each(rows)('%s, since %s: %s', (id, _cause, ...sentences) => {
    const said = ({ failures }: FileMessages): unknown[] => [failures.out, failures.in].flatMap((side) => ['what', 'next'].map((part) => sentenceAt(side, `${id}.${part}`)));
    expect(said(fileMessages('en'))).toEqual(sentences);
    for (const language of OTHER_LANGUAGES) expect(said(fileMessages(language)), language).not.toEqual(sentences);
  });
});

describe('what is said beside a screen', () => {
  test.each(rowsOf('What is said beside a screen'))('%s, since %s', (place, _cause, sentence) => {
    expect(sentenceAt(english, place ?? '')).toBe(sentence);
    expectEverywhere((messages) => sentenceAt(messages, place ?? ''));
  });
});
