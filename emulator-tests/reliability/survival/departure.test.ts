/**
 * One of two goes for good. The other side shows it within 1 s of a hang-up, 2 s of a closed tab, 6 s of a killed
 * browser (which nobody can tell from a frozen one) and 15 s of a suspended machine, and ends the call 30 s later. A
 * cable that is pulled is the network laboratory's: loopback has none.
 */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ALICE, BOB } from '../../browser/cast.ts';
import { Database } from '../../browser/database.ts';
import { sharedStack, type SharedStack } from '../../browser/shared-stack.ts';
import { reach, type SideName, type Two } from '../../survival/moments.ts';
import { endOf, type Shown } from '../../survival/page-diary.ts';
import { Person } from '../../survival/person.ts';
import { Table } from './table.ts';
import { pass } from '../../survival/verdict.ts';

const WAYS = ['hangs up', 'closes the tab', 'browser is killed', 'machine is suspended'] as const;
type Way = (typeof WAYS)[number];

const SHOWN_S: Readonly<Record<Way, number>> = { 'hangs up': 1, 'closes the tab': 2, 'browser is killed': 6, 'machine is suspended': 15 };
/** From the sign to the end; a busy machine's timers are late, never early. */
const ENDED_S = { from: 29, to: 33 };
/** What is said first, and what in the end. */
const SIGN: Readonly<Record<Way, RegExp>> = {
  'hangs up': /The other person hung up/,
  'closes the tab': /^Reconnecting .*The other person left. They may come back/,
  'browser is killed': /^Reconnecting/,
  'machine is suspended': /^Reconnecting/,
};
const END: Readonly<Record<Way, string>> = {
  'hangs up': 'The other person hung up', 'closes the tab': 'The other person left',
  'browser is killed': 'The other person left', 'machine is suspended': 'The other person left',
};
/** Long enough for several heartbeats. */
const TALK_MS = 6_000;
const QUIET_MS = 2_000;

const table = new Table('who goes', 'how', 'shown after', 'as', 'ended after', 'as', 'commits of the one who stays', 'while talking', 'whoever was suspended reads');
const rows = WAYS.flatMap((way) => (['caller', 'callee'] as const).map((side) => ({ way, side })));

let stack: SharedStack;
/** Calls are set up one after the other, so that none is slowed down by another; then they wait side by side. */
let turn: Promise<unknown> = Promise.resolve();
const everybody: Person[] = [];
beforeAll(async () => {
  stack = await sharedStack();
});
afterAll(async () => {
  console.log(String(table));
  await Promise.all(everybody.map((person) => person.leaves()));
});

test.concurrent.each(rows)('the $side goes: $way; the other one is shown it in time, and the call ends 30 s later', async ({ way, side }) => {
  const { sign, stays, goes, talked } = await inTurn(() => depart(way, side));
  const endedAt = await untilEnded(stays);
  const { screens } = await stays.diary();
  const last = screens.at(-1)?.text ?? '';
  const [shown, ended] = [(sign.at - sign.since) / 1_000, (endedAt - sign.at) / 1_000];
  await pass(500); // What is written at the end is under way.
  const waking = way === 'machine is suspended' ? await readsOnWaking(goes) : '';
  table.add(
    side, way, `${shown.toFixed(2)} s`, sign.text, `${ended.toFixed(1)} s`, last,
    String(stays.gate.commits.length - talked.before), String(talked.commits), waking,
  );
  const told = screens.map(({ at, text }) => `${((at - sign.since) / 1_000).toFixed(2)} s ${text}`).join('\n');
  expect(talked.commits, 'commits while they talked').toBe(0);
  expect(shown, told).toBeLessThanOrEqual(SHOWN_S[way]);
  expect(sign.text, told).toMatch(SIGN[way]);
  expect(last, told).toContain(END[way]);
  if (way !== 'hangs up') {
    expect(ended, told).toBeGreaterThanOrEqual(ENDED_S.from);
    expect(ended, told).toBeLessThanOrEqual(ENDED_S.to);
  }
  // Its owner did not leave, and the other one could not wait.
  if (way === 'machine is suspended') expect(waking).toContain('This call is over');
});

/** Two who talk, and then one of them goes. */
async function depart(way: Way, side: SideName) {
  const [caller, callee] = await Promise.all([Person.enter(`caller-${way.replaceAll(' ', '-')}-${side}`, ALICE, stack), Person.enter(`callee-${way.replaceAll(' ', '-')}-${side}`, BOB, stack)]);
  everybody.push(caller, callee);
  const two: Two = { caller, callee, database: new Database(stack) };
  await reach('connected', side, two, 'reload');
  const [goes, stays] = side === 'caller' ? [caller, callee] : [callee, caller];
  // Late candidates are written in the first moments, and a round that was begun meanwhile is.
  await quiet(caller, callee);
  const before = caller.gate.commits.length + callee.gate.commits.length;
  await pass(TALK_MS);
  const talked = { commits: caller.gate.commits.length + callee.gate.commits.length - before, before: stays.gate.commits.length };
  const since = await leave(goes, way);
  return { goes, stays, talked, sign: { since, ...(await firstSign(stays, since)) } };
}

async function quiet(...people: readonly Person[]): Promise<void> {
  const last = (): number => Math.max(...people.flatMap(({ gate }) => gate.commits));
  await vi.waitUntil(() => Date.now() - last() > QUIET_MS, { timeout: 30_000, interval: 100 });
}

/** @returns from when on the other side may know */
async function leave(goes: Person, way: Way): Promise<number> {
  const since = Date.now();
  switch (way) {
    case 'hangs up':
      await goes.at.hangsUp();
      return goes.clickedAt();
    case 'closes the tab':
      await goes.closesTab();
      return since;
    case 'browser is killed':
      await goes.isKilled();
      return since;
    case 'machine is suspended':
      goes.freezes();
      return since;
  }
}

async function firstSign(stays: Person, since: number): Promise<{ readonly at: number; readonly text: string }> {
  for (const until = Date.now() + 40_000; Date.now() < until; await pass(100)) {
    const sign = (await stays.diary()).screens.find(({ at }) => at > since);
    if (sign) return sign;
  }
  throw new Error(`${stays.name} was never shown that the other side had gone`);
}

async function untilEnded(stays: Person): Promise<number> {
  return (await isToldTheEnd(stays, 60_000)).at;
}

/** The call is over meanwhile: its page must not talk to nobody. */
async function readsOnWaking(sleeper: Person): Promise<string> {
  sleeper.goesOn();
  return (await isToldTheEnd(sleeper, 15_000)).text;
}

function inTurn<T>(action: () => Promise<T>): Promise<T> {
  const done = turn.then(action);
  turn = done.catch(() => undefined);
  return done;
}

async function isToldTheEnd(person: Person, withinMs: number): Promise<Shown> {
  for (const until = Date.now() + withinMs; Date.now() < until; await pass(100)) {
    const end = endOf(await person.diary());
    if (end) return end;
  }
  throw new Error(`${person.name} was never told that the call is over`);
}
