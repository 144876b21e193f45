/** The language that the page speaks: the browser's, or the one that was chosen in it. */
import { browserStorage, systemClock, within } from 'firelink/base';
import { LANGUAGE_CHANGED, redraw } from '../../elements/shared/redraw.ts';
import { LANGUAGES, loadMessages, type Language } from '../../elements/i18n/index.ts';

const KEY = 'firelink/language';

/** Longer than a slow phone takes for so little: an empty page looks broken to the person who waits. */
const FIRST_MESSAGES_MS = 3_000;

/**
 * Before anything is drawn, unless they take too long: they are taken up when they come. English is there already, and
 * stays where another language can't be loaded.
 */
export async function speakAtFirst(clock = systemClock): Promise<void> {
  const chosen = remembered();
  const spoken = loadMessages(chosen ? [chosen] : navigator.languages).then(draw, () => {});
  await within(clock, FIRST_MESSAGES_MS, spoken, () => {});
}

/** From now on, here and in this browser. Where it can't be loaded all stays as it was, and the screens say so. */
export async function speak(language: Language): Promise<void> {
  try {
    draw(await loadMessages([language]));
    browserStorage.local.set(KEY, language);
  } catch {
    // Said beside the choice.
    redraw(document);
  }
}

function draw(language: Language): void {
  document.documentElement.lang = language;
  redraw(document);
  document.dispatchEvent(new Event(LANGUAGE_CHANGED));
}

function remembered(): Language | undefined {
  const text = browserStorage.local.get(KEY);
  return LANGUAGES.find((language) => language === text);
}
