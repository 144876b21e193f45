/** The language that the page speaks: the browser's, or the one that was chosen in it. */
import { browserStorage } from '../base/storage/key-values.ts';
import { redraw } from '../ui/redraw.ts';
import { LANGUAGES, loadWords, type Language } from '../ui/words/index.ts';

const KEY = 'firelink/language';

/** Before anything is drawn. English is there already, and stays where another language can't be loaded. */
export async function speakAtFirst(): Promise<void> {
  const chosen = remembered();
  document.documentElement.lang = await loadWords(chosen ? [chosen] : navigator.languages).catch(() => 'en');
}

/** From now on, here and in this browser. Where it can't be loaded all stays as it was, and the screens say so. */
export async function speak(language: Language): Promise<void> {
  try {
    document.documentElement.lang = await loadWords([language]);
    remember(language);
  } catch {
    // Said beside the choice.
  }
  redraw(document);
}

function remembered(): Language | undefined {
  const text = browserStorage.local.get(KEY);
  return LANGUAGES.find((language) => language === text);
}

function remember(language: Language): void {
  browserStorage.local.set(KEY, language);
}
