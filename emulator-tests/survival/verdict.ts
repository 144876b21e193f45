/** What has become of a call: both are in it again, or both were told why not. */
import { callIdOf } from '../browser/database.ts';
import { type Diary, endOf, longestLie, pictureSince } from './page-diary.ts';
import type { Two } from './moments.ts';
import type { Person } from './person.ts';

/** For what never comes. */
const PATIENCE_MS = 25_000;
const BETWEEN_MS = 100;
/** The picture goes on after the first frames: what comes back only to go again has not come back. */
const STEADY_MS = 1_500;

export interface Verdict {
  readonly outcome: string;
  readonly isWell: boolean;
  /** From the return to the later of the two pictures. */
  readonly seconds?: number;
  /** The longest time for which a page that was awake said "Connected" without anything arriving. */
  readonly unnoticedMs: number;
  readonly evidence: string;
}

export interface Question {
  /** From when on the time counts. */
  readonly since: number;
  /** By name, the tracks that each page had seen before: a page that is new sends new ones. */
  readonly old?: ReadonlyMap<string, ReadonlySet<string>>;
  /** By name, when a page that was stopped went on: it could not say anything meanwhile. */
  readonly awakeSince: ReadonlyMap<string, number>;
  /** How long the picture has to go on, if longer than usual. */
  readonly steadyMs?: number;
  /** Headings with which the call may have ended instead. */
  readonly trueEnds?: readonly string[];
}

export async function judge(two: Two, link: string, { since, old, awakeSince, steadyMs = STEADY_MS, trueEnds = [] }: Question): Promise<Verdict> {
  // A callee who never had a link to open is no party.
  const people = [two.caller, two.callee].filter((person) => person.hasPage);
  const { pictures, isOver } = await watch(people, (person, diary) =>
    pictureSince(diary, since, (track) => !(old?.get(person.name)?.has(track) ?? false)));
  const isBack = people.length === 2 && pictures.every((at) => at !== undefined);
  if (isBack) await pass(steadyMs);
  const diaries = await Promise.all(people.map((person) => person.diary()));
  const isSteady = isBack && diaries.every(isStillThere);
  const wasFull = diaries.some(({ screens }) => screens.some(({ text }) => text.includes('full')));
  const last = diaries.map(({ screens }) => screens.at(-1)?.text ?? '');
  const endsTruly = isOver && last.every((text) => trueEnds.some((end) => text.includes(end)));
  return {
    outcome: isSteady ? 'in the call' : `${isBack ? 'back and gone again: ' : ''}${last.join(' | ')}`,
    isWell: (isSteady || endsTruly) && !wasFull,
    ...(isBack && { seconds: (Math.max(...pictures.map((at) => at ?? 0)) - since) / 1_000 }),
    unnoticedMs: Math.max(...diaries.map((diary, index) => longestLie(diary, awakeSince.get(people[index]?.name ?? '') ?? 0, diary.readAt))),
    evidence: await evidence(two, link, new Map(people.map((person, index) => [person, diaries[index]])), since),
  };
}

/** Until all have a picture, or all have ended, or nothing of that comes. */
async function watch(
  people: readonly Person[], pictureOf: (person: Person, diary: Diary) => number | undefined,
): Promise<{ readonly pictures: readonly (number | undefined)[]; readonly isOver: boolean }> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const seen = await Promise.all(people.map(async (person) => {
      const diary = await person.diary();
      return { picture: pictureOf(person, diary), end: endOf(diary) };
    }));
    const pictures = seen.map(({ picture }) => picture);
    const isOver = seen.every(({ end }) => end !== undefined);
    if (isOver || pictures.every((at) => at !== undefined) || Date.now() > deadline) return { pictures, isOver };
    await pass(BETWEEN_MS);
  }
}

function isStillThere(diary: Diary): boolean {
  const isShown = diary.screens.at(-1)?.text.startsWith('Connected') ?? false;
  return isShown && pictureSince(diary, diary.readAt - STEADY_MS / 2) !== undefined;
}

/** For whoever mends it: what each page has said and when, the document, and the consoles. Times from the return on. */
async function evidence({ database }: Two, link: string, diaries: ReadonlyMap<Person, Diary | undefined>, since: number): Promise<string> {
  const [document] = await database.everythingOf(callIdOf(link));
  const fields = JSON.stringify(document?.fields, (key, value: unknown) => (key === 'sealed' ? '…' : value));
  const lines = [...diaries].flatMap(([person, diary]) => {
    const frames = diary?.frames ?? [];
    return [
      `${person.name}, loaded ${seconds((diary?.loadedAt ?? 0) - since)}:`,
      ...(diary?.screens ?? []).map(({ at, text }) => `  ${seconds(at - since)} ${text === '' ? '–' : text}`),
      `  pictures from ${seconds((frames[0]?.at ?? 0) - since)} to ${seconds((frames.at(-1)?.at ?? 0) - since)}, of ${new Set(frames.map(({ track }) => track)).size} tracks`,
      ...person.console.map((line) => `  console: ${line.slice(0, 300)}`),
    ];
  });
  return [...lines, `document: ${fields ?? 'none'}`].join('\n');
}

function seconds(ms: number): string {
  return Math.abs(ms) > 1e9 ? 'never' : `${(ms / 1_000).toFixed(2)} s`;
}

export function pass(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
