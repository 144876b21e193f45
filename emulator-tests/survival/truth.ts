/**
 * What the gate asserts of a call that something has happened to: both are in it again, or both were told a true reason,
 * and no page has said anything that was not so. How long it took is for times.ts.
 */
import type { Observation, Side } from './observe.ts';

export interface Truth {
  /** In a few words, for a table. */
  readonly outcome: string;
  /** Both are in the call again, or both were told why not, and nothing untrue was said. */
  readonly isWell: boolean;
  /** What a page has said that was not so; empty when there is none. */
  readonly untruths: readonly string[];
}

/** @param trueEnds headings with which the call may have ended instead; none by default */
export function checkTruth({ sides, isBack, isOver }: Observation, trueEnds: readonly string[] = []): Truth {
  const last = sides.map(({ diary }) => diary.screens.at(-1)?.text ?? '');
  const untruths = sides.flatMap((side) => untruthsOf(side, isBack, trueEnds));
  const isEndedTruly = isOver && untruths.length === 0;
  return { outcome: isBack ? 'in the call' : last.join(' | '), isWell: (isBack || isEndedTruly) && untruths.length === 0, untruths };
}

function untruthsOf({ person: { name }, diary: { screens }, isInCall }: Side, isBack: boolean, trueEnds: readonly string[]): readonly string[] {
  const found: string[] = [];
  const last = screens.at(-1);
  if (screens.some(({ text }) => /\bfull\b/.test(text))) found.push(`${name}, a party of the call, is told that it is full`);
  if (last?.isEnd === true && !trueEnds.some((end) => last.text.includes(end))) found.push(`${name} is told a false end: ${last.text}`);
  if (!isBack && !isInCall && last?.text.startsWith('Connected') === true) found.push(`${name}'s page says "Connected", and nothing arrives`);
  return found;
}
