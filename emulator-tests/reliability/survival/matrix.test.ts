/**
 * Reload, close and reopen, crash and reopen, freeze and continue, of either side, at each moment of a call. Every
 * side is a browser of its own with a profile of its own. Afterwards the two are in the call again within 3 s of the
 * page's return, or both have been told the truth about its end.
 */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { ALICE, BOB } from '../../browser/cast.ts';
import { Database } from '../../browser/database.ts';
import { sharedStack } from '../../browser/shared-stack.ts';
import { type Moment, MOMENTS, reach, type Two, warmUp, whyNot } from '../../survival/moments.ts';
import { type Action, ACTIONS, isLong, keepsPage, keepsTab, LONG_ACTIONS, Person } from '../../survival/person.ts';
import { Table } from './table.ts';
import { judge } from '../../survival/verdict.ts';

const BACK_S = 3;
/** By when a page says that nothing arrives: a killed browser 6 s, a stopped one 15 s. */
const noticedMs = (action: Action): number => (keepsPage(action) ? 15_000 : 6_000);
/** After a long absence: what was begun for nobody meanwhile must not come in between. */
const LONG_STEADY_MS = 5_000;
/** A cell takes 10 s, one with a long absence 30 s, and one in which nothing comes twice 25 s more. */
const CELL_MS = 90_000;
/**
 * A call of which nothing was ever written: a reload begins it again at the same link; who comes back to its address
 * in another tab finds none, and nobody else knows it.
 */
const NEVER_BEGUN = ['Call not found'];

const table = new Table('moment', 'side', 'action', 'outcome', 'seconds', 'unnoticed');
const rows = MOMENTS.flatMap((moment) => (['caller', 'callee'] as const).flatMap((side) => actionsAt(moment).map((action) => ({ moment, side, action }))));
const cells = rows.filter(({ moment, side }) => whyNot(moment, side) === undefined);

let two: Two;
let startedAt = 0;
beforeAll(async () => {
  startedAt = Date.now();
  const stack = await sharedStack();
  const [caller, callee] = await Promise.all([Person.enter('caller', ALICE, stack), Person.enter('callee', BOB, stack)]);
  two = { caller, callee, database: new Database(stack) };
  await warmUp(two);
});
afterEach(() => Promise.all([two.caller.rests(), two.callee.rests()]));
afterAll(async () => {
  for (const { moment, side, action } of rows) {
    const reason = whyNot(moment, side);
    if (reason !== undefined) table.add(moment, side, action, `can’t be: ${reason}`, '', '');
  }
  console.log(`${String(table)}\n${Math.round((Date.now() - startedAt) / 1_000)} s in all`);
  await Promise.all([two.caller.leaves(), two.callee.leaves()]);
});

test.each(cells)('$moment, $side: $action; the two are in the call again, or are told why not', { timeout: CELL_MS }, async ({ moment, side, action }) => {
  const actor = two[side];
  const { link, meanwhile, afterwards } = await reach(moment, side, two, action);
  const old = await tracksBefore(action);
  const comesBack = await actor.goes(action, link);
  const otherAt = (await meanwhile?.()) ?? 0;
  const actorAt = await comesBack();
  const since = (await afterwards?.()) ?? Math.max(actorAt, otherAt);
  const verdict = await judge(two, link, {
    since, old,
    awakeSince: new Map([[actor.name, actorAt], [two[side === 'caller' ? 'callee' : 'caller'].name, otherAt]]),
    ...(isLong(action) && { steadyMs: LONG_STEADY_MS }),
    ...(moment === 'before the offer is written' && !keepsTab(action) && { trueEnds: NEVER_BEGUN }),
  });
  const { outcome, seconds, unnoticedMs, evidence } = verdict;
  table.add(moment, side, action, outcome, seconds?.toFixed(2) ?? '–', `${(unnoticedMs / 1_000).toFixed(1)} s`);
  expect(verdict.isWell, evidence).toBe(true);
  expect(seconds ?? 0, evidence).toBeLessThanOrEqual(BACK_S);
  expect(unnoticedMs, evidence).toBeLessThanOrEqual(noticedMs(action));
});

/** What takes long is done in mid-call only. */
function actionsAt(moment: Moment): readonly Action[] {
  return moment === 'connected' ? [...ACTIONS, ...LONG_ACTIONS] : ACTIONS;
}

/** By name, what each page has seen: a page that goes for good sends new tracks when it is back, one that stops the same. */
async function tracksBefore(action: Action): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  if (keepsPage(action)) return new Map();
  const seen = [two.caller, two.callee].filter((person) => person.hasPage && !person.isStopped)
    .map(async (person) => [person.name, new Set((await person.diary()).frames.map(({ track }) => track))] as const);
  return new Map(await Promise.all(seen));
}
