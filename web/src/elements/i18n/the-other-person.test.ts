/** The other person is called by name wherever one is known: each sentence that speaks of them takes one, or is listed here. */
import { expect, test } from 'vitest';
import { enCall } from './en-call.ts';
import { enDevices } from './en-devices.ts';
import { enEnds } from './en-ends.ts';
import { enManual } from './en-manual.ts';
import { en } from './en.ts';
import { ja } from './ja.ts';
import { zhHans } from './zh-hans.ts';
import { zhHant } from './zh-hant.ts';

const ALONE = 'said before another person has come';
const UNREAD = 'nothing of the other side has been read';
const BY_HAND = 'a text that is carried by hand holds no name';
const NAMED = '`named` has the sentence with the name';
const PRONOUN = 'the sentence before it has the name, and this one a pronoun';
const OF_ONESELF = 'English speaks of oneself or of the picture alone';

/** Sentences without a name, by where they stand in the messages, and why each is without one. */
const WITHOUT_A_NAME: Readonly<Record<string, string>> = {
  'waiting.sentence': ALONE,
  'waiting.explanation': ALONE,
  'lobby.keyExposed': ALONE,
  'manual.send.text': ALONE,
  'manual.explanation': ALONE,
  'devices.canStill.microphone': ALONE,
  'lobby.returning.text': UNREAD,
  'lobby.dataOnly.returning': UNREAD,
  'ends.reasons.declined.title': UNREAD,
  'ends.reasons.declined.text': UNREAD,
  'ends.reasons.other-version.text': UNREAD,
  'manual.replyHint': BY_HAND,
  'manual.ready.text': BY_HAND,
  'manual.sendNow.text': BY_HAND,
  'manual.problems.too-old': BY_HAND,
  'manual.problems.not-a-reply': BY_HAND,
  'manual.problems.other-call': BY_HAND,
  'manual.problems.reply-too-old': BY_HAND,
  'call.troubles.left.title': NAMED,
  'call.troubles.returning.title': NAMED,
  'call.troubles.silent.title': NAMED,
  'call.remoteMuted': NAMED,
  'ends.reasons.other-hung-up.title': NAMED,
  'ends.reasons.other-left.title': NAMED,
  'ends.reasons.you-declined.text': NAMED,
  'ends.unreachable.title': NAMED,
  'waiting.again.explanation': PRONOUN,
  'lobby.callerAway': PRONOUN,
  'call.troubles.left.text': PRONOUN,
  'call.troubles.returning.text': PRONOUN,
  'call.troubles.silent.text': PRONOUN,
  'ends.reasons.other-left.text': PRONOUN,
  'lobby.seen.both': OF_ONESELF,
  'lobby.seen.camera': OF_ONESELF,
  'lobby.seen.microphone': OF_ONESELF,
  'lobby.seen.none': OF_ONESELF,
  'call.remoteVideo': OF_ONESELF,
};

const LANGUAGES = [
  ['en', { ...en, ...enCall, ...enManual, ...enDevices, ...enEnds }, /the other (person|side)|person who/i],
  ['ja', ja, /相手|通話を始めた人|開いた人/],
  ['zh-Hans', zhHans, /对方|发起通话的人|打开链接的人/],
  ['zh-Hant', zhHant, /對方|發起通話的人|開啟連結的人/],
] as const;

type Sentence = readonly [place: string, sentence: string];

/** All sentences of `messages`; one that takes a name has `name`. */
function sentences(messages: unknown, name: string | undefined, place = ''): Sentence[] {
  if (typeof messages === 'string') return [[place, messages]];
  if (typeof messages === 'function') return sentences(Reflect.apply(messages, undefined, [name]), name, place);
  if (typeof messages !== 'object' || messages === null) return [];
  return Object.entries(messages).flatMap(([key, value]) => sentences(value, name, place === '' ? key : `${place}.${key}`));
}

const without = LANGUAGES.map(([language, messages, other]) =>
  [language, sentences(messages, 'Ana').filter(([, sentence]) => other.test(sentence)).map(([place]) => place)] as const);

test.each(without)('in %s each sentence that goes without a name has a reason', (_language, places) => {
  expect(places.filter((place) => !(place in WITHOUT_A_NAME))).toEqual([]);
});

test('no reason is given for a sentence that takes a name', () => {
  const places = new Set(without.flatMap(([, found]) => found));
  expect(Object.keys(WITHOUT_A_NAME).filter((place) => !places.has(place))).toEqual([]);
});

test.each([
  ['en', 'Shows all of the other person’s picture', 'Shows all of Ana’s picture'],
  ['ja', '相手の映像の全体を表示します', 'Anaさんの映像の全体を表示します'],
  ['zh-Hans', '完整显示对方的画面', '完整显示Ana的画面'],
  ['zh-Hant', '完整顯示對方的畫面', '完整顯示Ana的畫面'],
] as const)('in %s the sentence is the same with a name and without', (language, unnamed, named) => {
  const [, messages] = LANGUAGES.find(([candidate]) => candidate === language) ?? LANGUAGES[0];
  expect([messages.view.fitHint(), messages.view.fitHint('Ana')]).toEqual([unnamed, named]);
});
