/**
 * The words in use. English is here from the start, so the first screen never waits; another language is a chunk of
 * its own, and loading it before the first screen is drawn is the app's choice. call-words.ts has those of the call,
 * device-advice.ts says those of devices that make trouble.
 */
import { en } from './en.ts';
import { chooseLanguage, type Language } from './languages.ts';
import type { AllWords, CallWords, DeviceWords, EndWords, Words } from './words.ts';

export { chooseLanguage, type Language } from './languages.ts';
export type { Words } from './words.ts';

const LOADERS: Readonly<Record<Exclude<Language, 'en'>, () => Promise<AllWords>>> = {
  'zh-Hant': () => import('./zh-hant.ts').then((module) => module.zhHant),
  'zh-Hans': () => import('./zh-hans.ts').then((module) => module.zhHans),
  ja: () => import('./ja.ts').then((module) => module.ja),
};

let inUse: Words = en;
let laterInUse: (CallWords & DeviceWords & EndWords) | undefined;
let englishEnds: EndWords | undefined;

/** The words of the first screen, in the language of the moment. */
export function words(): Words {
  return inUse;
}

/** What is said later, in a language that was loaded; undefined for English, whose words come with the code that says them. */
export function loadedLaterWords(): (CallWords & DeviceWords) | undefined {
  return laterInUse;
}

/** The words of the ends that a call can come to; undefined before any code of a call has been loaded. */
export function endWords(): EndWords | undefined {
  return laterInUse ?? englishEnds;
}

/** English words of ends, given by the code of the call (end-words.ts). */
export function provideEndWords(words: EndWords): void {
  englishEnds = words;
}

/**
 * Switches to the best of `languages` (navigator.languages) and says which it was: set it as the document's `lang`.
 * Screens that stand already show it at their next change. Rejects when the language's chunk can't be loaded; the
 * words stay as they were.
 */
export async function loadWords(languages: readonly string[]): Promise<Language> {
  const language = chooseLanguage(languages);
  const loaded = language === 'en' ? undefined : await LOADERS[language]();
  inUse = loaded ?? en;
  laterInUse = loaded;
  return language;
}
