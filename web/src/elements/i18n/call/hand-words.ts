/** The words of a raised hand, all languages in one chunk: nothing of a call that runs waits for a language. */
import { language, type Language } from '../index.ts';
import type { OfOther } from '../messages.ts';

export interface HandWords {
  /** The name of the button says what a press does. */
  readonly raise: string;
  readonly lower: string;
  /** One's own is up. */
  readonly raised: string;
  /** The other side's is. */
  readonly otherRaised: OfOther;
}

export const HAND_WORDS: Readonly<Record<Language, HandWords>> = {
  en: {
    raise: 'Raise hand',
    lower: 'Lower hand',
    raised: 'Your hand is raised',
    otherRaised: (name = 'The other person') => `${name} has raised a hand`,
  },
  'zh-Hant': {
    raise: '舉手',
    lower: '放下手',
    raised: '你已舉手',
    otherRaised: (name = '對方') => `${name}舉手了`,
  },
  'zh-Hans': {
    raise: '举手',
    lower: '放下手',
    raised: '你已举手',
    otherRaised: (name = '对方') => `${name}举手了`,
  },
  ja: {
    raise: '手を挙げる',
    lower: '手を下ろす',
    raised: '手を挙げています',
    otherRaised: (name) => `${(name === undefined ? '相手' : `${name}さん`)}が手を挙げました`,
  },
};

export function handWords(): HandWords {
  return HAND_WORDS[language()];
}
