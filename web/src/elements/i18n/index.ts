/**
 * The words in use. English is here from the start, so the first screen never waits; another language is a chunk of
 * its own, and loading it before the first screen is drawn is the app's choice. call-words.ts has those of the call,
 * device-advice.ts says those of devices that make trouble.
 */
import { en } from './en.ts';
import { chooseLanguage, type Language } from './languages.ts';
import type { AllWords, CallWords, DeviceWords, EndWords, ManualWords, Words } from './words.ts';

export { chooseLanguage, LANGUAGE_NAMES, LANGUAGES, type Language } from './languages.ts';
export type { Words } from './words.ts';

const LOADERS: Readonly<Record<Exclude<Language, 'en'>, () => Promise<AllWords>>> = {
  'zh-Hant': () => import('./zh-hant.ts').then((module) => module.zhHant),
  'zh-Hans': () => import('./zh-hans.ts').then((module) => module.zhHans),
  ja: () => import('./ja.ts').then((module) => module.ja),
};

let inUse: Words = en;
let languageInUse: Language = 'en';
let missing: Language | undefined;
/** Counts the choices: a language that comes after another was chosen is not used. */
let choices = 0;
let laterInUse: (CallWords & ManualWords & DeviceWords & EndWords) | undefined;
let englishEnds: EndWords | undefined;

/** The words of the first screen, in the language of the moment. */
export function words(): Words {
  return inUse;
}

export function language(): Language {
  return languageInUse;
}

/** The language that was chosen last, if it could not be loaded. */
export function missingLanguage(): Language | undefined {
  return missing;
}

/** What is said later, in a language that was loaded; undefined for English, whose words come with the code that says them. */
export function loadedLaterWords(): (CallWords & ManualWords & DeviceWords) | undefined {
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
 * Screens that stand already show it at their next change (redraw.ts). Rejects when the language's chunk can't be loaded;
 * the words stay as they were.
 */
export async function loadWords(languages: readonly string[]): Promise<Language> {
  const choice = ++choices;
  const chosen = chooseLanguage(languages);
  missing = undefined;
  try {
    const loaded = chosen === 'en' ? undefined : await LOADERS[chosen]();
    if (choice === choices) [inUse, laterInUse, languageInUse] = [loaded ?? en, loaded, chosen];
  } catch (error) {
    if (choice === choices) missing = chosen;
    throw error;
  }
  return languageInUse;
}
