/**
 * The messages in use. English is here from the start, so the first screen never waits; another language is a chunk of
 * its own, and loading it before the first screen is drawn is the app's choice. call-messages.ts has those of the call,
 * device-advice.ts says those of devices that make trouble.
 */
import { en } from './en.ts';
import { chooseLanguage, type Language } from './languages.ts';
import type { AllMessages, CallMessages, DeviceMessages, EndMessages, ManualMessages, Messages } from './messages.ts';

export { chooseLanguage, LANGUAGE_NAMES, LANGUAGES, type Language } from './languages.ts';
export type { Messages } from './messages.ts';

const LOADERS: Readonly<Record<Exclude<Language, 'en'>, () => Promise<AllMessages>>> = {
  'zh-Hant': () => import('./zh-hant.ts').then((module) => module.zhHant),
  'zh-Hans': () => import('./zh-hans.ts').then((module) => module.zhHans),
  ja: () => import('./ja.ts').then((module) => module.ja),
};

let inUse: Messages = en;
let languageInUse: Language = 'en';
let missing: Language | undefined;
/** Counts the choices: a language that comes after another was chosen is not used. */
let choices = 0;
let laterInUse: (CallMessages & ManualMessages & DeviceMessages & EndMessages) | undefined;
let englishEnds: EndMessages | undefined;

/** The messages of the first screen, in the language of the moment. */
export function messages(): Messages {
  return inUse;
}

export function language(): Language {
  return languageInUse;
}

/** The language that was chosen last, if it could not be loaded. */
export function missingLanguage(): Language | undefined {
  return missing;
}

/** The later messages, in a loaded language; undefined for English, whose messages come with the code that shows them. */
export function loadedLaterMessages(): (CallMessages & ManualMessages & DeviceMessages) | undefined {
  return laterInUse;
}

/** The messages of the ends that a call can come to; undefined before any code of a call has been loaded. */
export function endMessages(): EndMessages | undefined {
  return laterInUse ?? englishEnds;
}

/** English messages of ends, given by the code of the call (end-messages.ts). */
export function provideEndMessages(messages: EndMessages): void {
  englishEnds = messages;
}

/**
 * Switches to the best of `languages` (navigator.languages) and says which it was: set it as the document's `lang`.
 * Screens that stand already show it at their next change (redraw.ts). Rejects when the language's chunk can't be loaded;
 * the messages stay as they were.
 */
export async function loadMessages(languages: readonly string[]): Promise<Language> {
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
