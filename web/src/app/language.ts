/** The language that the page speaks: the browser's, or the one that was chosen in it. */
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
  try {
    const text = localStorage.getItem(KEY);
    return LANGUAGES.find((language) => language === text);
  } catch {
    return undefined; // A browser that keeps nothing.
  }
}

function remember(language: Language): void {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // It holds for this page.
  }
}
