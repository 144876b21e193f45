import { enCall } from './en-call.ts';
import { loadedLaterWords } from './index.ts';
import type { CallWords } from './words.ts';

export type { CallWords } from './words.ts';

/** The words of the call's screens. Nothing that the first screen is made of imports this. */
export function callWords(): CallWords {
  return loadedLaterWords() ?? enCall;
}
