/** Watches the two sides of a call after something has happened to one of them, until it is clear what has become of it. */
import { PATIENCE_MS } from '../support/patience.ts';
import type { Two } from './moments.ts';
import { type Diary, endOf, pictureSince } from './page-diary.ts';
import type { BrowserUser } from './browser-user.ts';

const BETWEEN_MS = 100;
/** The picture goes on after the first frames: what comes back only to go again has not come back. */
const STEADY_MS = 1_500;

export interface Question {
  /** From when on the time counts, ms since 1970. */
  readonly since: number;
  /** By name, the tracks that each page had seen before: a page that is new sends new ones. */
  readonly old?: ReadonlyMap<string, ReadonlySet<string>>;
  /** How long the picture has to go on, if longer than usual. */
  readonly steadyMs?: number;
}

/** What one side has seen by the end of the observation. */
export interface Side {
  readonly person: BrowserUser;
  readonly diary: Diary;
  /** When the other side's picture was back, ms since 1970; undefined when it was not. */
  readonly pictureAt: number | undefined;
  /** It says "Connected", and the picture moved to the last. */
  readonly isInCall: boolean;
}

export interface Observation {
  readonly sides: readonly Side[];
  /** Both are in the call, and stayed in it. */
  readonly isBack: boolean;
  /** Every page shows the screen that says that the call is over. */
  readonly isOver: boolean;
  /** How often the picture was back and went again. */
  readonly relapses: number;
}

/** Until both are back to stay, or every page has ended, or nothing of that comes. */
export async function observe(two: Two, question: Question): Promise<Observation> {
  const { steadyMs = STEADY_MS } = question;
  // A callee who never had a link to open is no party.
  const people = [two.caller, two.callee].filter((person) => person.hasPage);
  const deadline = Date.now() + PATIENCE_MS;
  let relapses = 0;
  for (;;) {
    const seen = await look(people, question);
    const isOver = seen.every(({ diary }) => endOf(diary) !== undefined);
    const havePictures = people.length === 2 && seen.every(({ pictureAt }) => pictureAt !== undefined);
    if (havePictures && !isOver) {
      await pass(steadyMs);
      const sides = await look(people, question);
      if (sides.every(({ isInCall }) => isInCall)) return { sides, isBack: true, isOver: false, relapses };
      relapses += 1;
    }
    if (isOver || Date.now() > deadline) return { sides: await look(people, question), isBack: false, isOver, relapses };
    await pass(BETWEEN_MS);
  }
}

function look(people: readonly BrowserUser[], { since, old }: Question): Promise<readonly Side[]> {
  return Promise.all(people.map(async (person) => {
    const diary = await person.diary();
    const isNew = (track: string): boolean => !(old?.get(person.name)?.has(track) ?? false);
    return { person, diary, pictureAt: pictureSince(diary, since, isNew), isInCall: isStillThere(diary) };
  }));
}

function isStillThere(diary: Diary): boolean {
  const isShown = diary.screens.at(-1)?.text.startsWith('Connected') ?? false;
  return isShown && pictureSince(diary, diary.readAt - STEADY_MS / 2) !== undefined;
}

export function pass(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
