/**
 * Reload, close and reopen, crash and reopen, freeze and continue, of either side, at each moment of a call. Every side
 * is a browser of its own with a profile of its own.
 */
import { evidenceOf } from '../../survival/evidence.ts';
import { type Moment, MOMENTS, reach, type SideName, whyNot } from '../../survival/moments.ts';
import { whatIsLeft } from '../../survival/nothing-left.ts';
import { observe } from '../../survival/observe.ts';
import { type Action, ACTIONS, isLong, keepsPage, keepsTab, LONG_ACTIONS } from '../../survival/browser-user.ts';
import { readTimes } from '../../survival/times.ts';
import { checkTruth } from '../../survival/truth.ts';
import { tracksBefore } from '../../survival/two.ts';
import { type Cell, type Outcome, APP } from '../cell.ts';
import type { Grounds } from '../grounds.ts';

const BACK_S = 3;
/** By when a page says that nothing arrives: of a killed browser, and of one that was stopped. */
const NOTICED_S = { killed: 6, stopped: 15 };
/** After a long absence: a round that was begun meanwhile must not come in between. */
const LONG_STEADY_MS = 5_000;
/**
 * A call that was never written: a reload begins it again at the same link; a page that comes back to its address
 * in another tab finds none, and no other person knows it.
 */
const NEVER_BEGUN = ['Call not found'];

export const MATRIX: readonly Cell[] = MOMENTS.flatMap((moment) => (['caller', 'callee'] as const)
  .filter((side) => whyNot(moment, side) === undefined)
  .flatMap((side) => actionsAt(moment).map((action): Cell => ({
    name: `matrix: ${moment}, ${side}: ${action}`,
    promise: `both are in the call again within ${BACK_S} s of the page's return; a page that hears nothing says so within ${NOTICED_S.killed} s, ${NOTICED_S.stopped} s of a stop`,
    code: [...APP, 'functions/src', 'emulator-tests/reliability/cells/matrix.ts', 'emulator-tests/survival'],
    prepare: (grounds) => grounds.two(),
    run: (grounds) => tryCell(grounds, moment, side, action),
  }))));

/** What takes long is done in mid-call only. */
function actionsAt(moment: Moment): readonly Action[] {
  return moment === 'connected' ? [...ACTIONS, ...LONG_ACTIONS] : ACTIONS;
}

async function tryCell(grounds: Grounds, moment: Moment, side: SideName, action: Action): Promise<Outcome> {
  const two = await grounds.two();
  const { link, meanwhile, afterwards } = await reach(moment, side, two, action);
  const old = await tracksBefore(two, action);
  const comesBack = await two[side].goes(action, link);
  const otherAt = (await meanwhile?.()) ?? 0;
  const actorAt = await comesBack();
  const since = (await afterwards?.()) ?? Math.max(actorAt, otherAt);
  const observation = await observe(two, { since, old, ...(isLong(action) && { steadyMs: LONG_STEADY_MS }) });
  const isNeverBegun = moment === 'before the offer is written' && !keepsTab(action);
  const truth = checkTruth(observation, isNeverBegun ? NEVER_BEGUN : []);
  const other = two[side === 'caller' ? 'callee' : 'caller'];
  const { backS, unnoticedS } = readTimes(observation, since, new Map([[two[side].name, actorAt], [other.name, otherAt]]));
  const evidence = await evidenceOf(two, link, observation, since);
  grounds.note(...truth.untruths);
  const left = await whatIsLeft(two, link, await grounds.site());
  const isInTime = (backS ?? 0) <= BACK_S && unnoticedS <= (keepsPage(action) ? NOTICED_S.stopped : NOTICED_S.killed);
  return {
    isKept: truth.isWell && isInTime && observation.relapses === 0, seconds: backS, untruths: [...truth.untruths, ...left],
    evidence: `${truth.outcome}; unnoticed for ${unnoticedS.toFixed(1)} s, gone again ${observation.relapses} times\n${evidence}`,
  };
}
