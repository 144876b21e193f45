/** What the record keeps of a call that something has happened to: how long it took. What was said is for truth.ts. */
import type { Observation } from './observe.ts';
import { longestLie } from './page-diary.ts';

export interface Times {
  /** From `since` to the later of the two pictures; undefined when one did not come. */
  readonly backS: number | undefined;
  /** The longest time for which a page that was awake said "Connected" while nothing arrived, s. */
  readonly unnoticedS: number;
}

/** @param awakeSince by name, when a page that was stopped went on, ms since 1970: it could say nothing before */
export function readTimes({ sides, isBack }: Observation, since: number, awakeSince: ReadonlyMap<string, number> = new Map()): Times {
  const pictures = sides.map(({ pictureAt }) => pictureAt ?? Number.NaN);
  return {
    backS: isBack ? (Math.max(...pictures) - since) / 1_000 : undefined,
    unnoticedS: Math.max(0, ...sides.map(({ person, diary }) => longestLie(diary, awakeSince.get(person.name) ?? 0, diary.readAt))) / 1_000,
  };
}
