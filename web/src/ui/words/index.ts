/**
 * The words in use. English is here from the start, so the first screen never waits; another language is a chunk of
 * its own, and loading it before the first screen is drawn is the app's choice.
 */
import { en } from './en.ts';
import { chooseLanguage, type Language } from './languages.ts';
import type { Words } from './words.ts';

export { chooseLanguage, type Language } from './languages.ts';
export type { Words } from './words.ts';

const LOADERS: Readonly<Record<Language, () => Promise<Words>>> = {
  en: () => Promise.resolve(en),
  'zh-Hant': () => import('./zh-hant.ts').then((module) => module.zhHant),
  'zh-Hans': () => import('./zh-hans.ts').then((module) => module.zhHans),
  ja: () => import('./ja.ts').then((module) => module.ja),
};

let inUse: Words = en;

/** The words that the screens draw with at present. */
export function words(): Words {
  return inUse;
}

/**
 * Switches to the best of `languages` (navigator.languages) and says which it was: set it as the document's `lang`.
 * Screens that stand already show it at their next change. Rejects when the language's chunk can't be loaded; the
 * words stay as they were.
 */
export async function loadWords(languages: readonly string[]): Promise<Language> {
  const language = chooseLanguage(languages);
  inUse = await LOADERS[language]();
  return language;
}
