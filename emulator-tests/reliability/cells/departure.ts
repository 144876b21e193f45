/**
 * One of two goes for good. The other side shows it soon, and ends the call 30 s later. (A browser that is killed can't
 * be told from one that stands still; a cable that is pulled is the laboratory's: loopback has none.)
 */
import { reach, type SideName } from '../../survival/moments.ts';
import { pass } from '../../survival/observe.ts';
import { endOf, type Shown } from '../../survival/page-diary.ts';
import type { BrowserUser } from '../../survival/browser-user.ts';
import { type Cell, type Outcome, APP } from '../cell.ts';
import type { Grounds } from '../grounds.ts';

interface Way {
  readonly name: string;
  readonly shownS: number;
  /** What is said first, and what in the end. */
  readonly sign: RegExp;
  readonly end: string;
}

const LEFT = 'The other person left';
const WAYS: readonly Way[] = [
  { name: 'hangs up', shownS: 1, sign: /The other person hung up/, end: 'The other person hung up' },
  { name: 'closes the tab', shownS: 2, sign: /^Reconnecting .*The other person left. They may come back/, end: LEFT },
  { name: 'browser is killed', shownS: 6, sign: /^Reconnecting/, end: LEFT },
  { name: 'machine is suspended', shownS: 15, sign: /^Reconnecting/, end: LEFT },
];
/** From the sign to the end; a busy machine's timers are late, never early. */
const ENDED_S = { from: 29, to: 33 };
/** Long enough for several heartbeats. */
const TALK_MS = 6_000;
/** By when who wakes in a call that is over has been told so. */
const WOKEN_S = 15;
const QUIET_MS = 2_000;

export const DEPARTURE: readonly Cell[] = WAYS.flatMap((way) => (['caller', 'callee'] as const).map((side): Cell => ({
  name: `departure: ${side}, ${way.name}`,
  promise: `shown within ${way.shownS} s${way.name === 'hangs up' ? '' : `, ended ${ENDED_S.from} to ${ENDED_S.to} s later`}; nothing is written while they talk`,
  code: [...APP, 'emulator-tests/reliability/cells/departure.ts', 'emulator-tests/survival'],
  prepare: (grounds) => grounds.two(),
  run: (grounds) => depart(grounds, way, side),
})));

async function depart(grounds: Grounds, way: Way, side: SideName): Promise<Outcome> {
  const two = await grounds.two();
  await reach('connected', side, two, 'reload');
  const [goes, stays] = side === 'caller' ? [two.caller, two.callee] : [two.callee, two.caller];
  // Late candidates are written in the first moments, and a round that was begun meanwhile is.
  await quiet(goes, stays);
  const before = goes.gate.commits.length + stays.gate.commits.length;
  await pass(TALK_MS);
  const written = goes.gate.commits.length + stays.gate.commits.length - before;
  const since = await leave(goes, way);
  const sign = await firstSign(grounds, stays, since);
  const end = await untilEnded(stays);
  const woken = goes.isStopped ? await readOnWaking(goes) : undefined;
  const { screens } = await stays.diary();
  const [shownS, endedS] = [(sign.at - since) / 1_000, (end.at - sign.at) / 1_000];
  const isEndInTime = way.name === 'hangs up' || (endedS >= ENDED_S.from && endedS <= ENDED_S.to);
  return {
    // A goodbye that was lost on the way shows as silence, which is true, and not what is promised.
    isKept: shownS <= way.shownS && isEndInTime && written === 0 && way.sign.test(sign.text) && (woken?.afterS ?? 0) <= WOKEN_S,
    seconds: shownS,
    untruths: [
      ...(end.text.includes(way.end) ? [] : [`a false end: ${end.text}`]),
      // Its owner did not leave, and the other one could not wait.
      ...(woken === undefined || woken.text.includes('This call is over') ? [] : [`who wakes reads "${woken.text}"`]),
    ],
    evidence: [`ended ${endedS.toFixed(1)} s after the sign; ${written} commits while they talked${woken ? `; told ${woken.afterS.toFixed(1)} s after waking` : ''}`, ...screens.map(({ at, text }) => `${((at - since) / 1_000).toFixed(2)} s ${text}`)].join('\n'),
  };
}

async function quiet(...people: readonly BrowserUser[]): Promise<void> {
  const last = (): number => Math.max(...people.flatMap(({ gate }) => gate.commits));
  for (const until = Date.now() + 30_000; Date.now() < until && Date.now() - last() <= QUIET_MS;) await pass(100);
}

/** @returns from when on the other side may know, ms since 1970 */
async function leave(goes: BrowserUser, way: Way): Promise<number> {
  const since = Date.now();
  switch (way.name) {
    case 'hangs up':
      await goes.at.hangsUp();
      return goes.clickedAt();
    case 'closes the tab':
      await goes.closesTab();
      return since;
    case 'browser is killed':
      await goes.isKilled();
      return since;
    default:
      goes.freezes();
      return since;
  }
}

async function firstSign(grounds: Grounds, stays: BrowserUser, since: number): Promise<Shown> {
  try {
    return await found(stays, 40_000, async () => (await stays.diary()).screens.find(({ at }) => at > since), 'that the other side had gone');
  } catch (error) {
    grounds.note(`${stays.name}'s page says "Connected" for 40 s to nobody`);
    throw error;
  }
}

function untilEnded(stays: BrowserUser): Promise<Shown> {
  return found(stays, 60_000, async () => endOf(await stays.diary()), 'that the call is over');
}

/** The call is over meanwhile: its page must not show a call. */
async function readOnWaking(sleeper: BrowserUser): Promise<{ readonly text: string; readonly afterS: number }> {
  const since = sleeper.goesOn();
  const { at, text } = await untilEnded(sleeper);
  return { text, afterS: (at - since) / 1_000 };
}

async function found(person: BrowserUser, withinMs: number, look: () => Promise<Shown | undefined>, what: string): Promise<Shown> {
  for (const until = Date.now() + withinMs; Date.now() < until; await pass(100)) {
    const shown = await look();
    if (shown) return shown;
  }
  throw new Error(`${person.name} was never told ${what}`);
}
