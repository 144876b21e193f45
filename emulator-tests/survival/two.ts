/** Two people with a browser each, to whom things happen. */
import type { Page } from 'playwright-core';
import { ALICE, BOB } from '../participants/cast.ts';
import { Database } from '../support/stacks/database.ts';
import type { SharedStack } from '../support/stacks/shared-stack.ts';
import type { Two } from './moments.ts';
import { type Action, keepsPage, BrowserUser } from './browser-user.ts';

/** @param onTab told each page that is opened, and whose it is, before it loads anything */
export async function enterTwo(stack: SharedStack, onTab: (page: Page, whose: () => BrowserUser) => Promise<void> = async () => {}): Promise<Two> {
  const enter = async (name: string, look: typeof ALICE): Promise<BrowserUser> => {
    const person: BrowserUser = await BrowserUser.enter(name, look, stack, (page) => onTab(page, () => person));
    return person;
  };
  const [caller, callee] = await Promise.all([enter('caller', ALICE), enter('callee', BOB)]);
  return { caller, callee, database: new Database(stack) };
}

export async function restTwo({ caller, callee }: Two): Promise<void> {
  await Promise.all([caller.rests(), callee.rests()]);
}

export async function leaveTwo({ caller, callee }: Two): Promise<void> {
  await Promise.all([caller.leaves(), callee.leaves()]);
}

/** By name, what each page has seen: a page that goes for good sends new tracks when it is back, one that stops the same. */
export async function tracksBefore({ caller, callee }: Two, action: Action): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  if (keepsPage(action)) return new Map();
  const seen = [caller, callee].filter((person) => person.hasPage && !person.isStopped)
    .map(async (person) => [person.name, new Set((await person.diary()).frames.map(({ track }) => track))] as const);
  return new Map(await Promise.all(seen));
}
