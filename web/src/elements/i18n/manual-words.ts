import { enManual } from './en-manual.ts';
import { loadedLaterWords } from './index.ts';
import type { ManualWords } from './words.ts';

/** The words of connecting by hand, which a call over a server does without. */
export function manualWords(): ManualWords['manual'] {
  return (loadedLaterWords() ?? enManual).manual;
}
