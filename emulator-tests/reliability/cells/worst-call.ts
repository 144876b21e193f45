/**
 * The dearest call that the design foresees: twelve candidates a side that come one by one in every round, a reload on
 * each side, a changed network on each side by which the path is lost.
 *
 * With R rounds, one at the start and one for each of the four events, and B = 8 batches a side and round at most:
 *
 *   writes  R offers, R answers, 2·R·B batches; a request for each round that the callee asks for (2); a note of a page
 *           that goes (2, where no channel is open to say it); the end (1)
 *   reads   each write of the call's document comes to both sides; each batch to the other side; a page looks at the call
 *           and at up to B batches when it begins (4 pages); two who have had a commit refused look again (2 a round)
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { MAX_BATCHES } from '#protocol/limits.ts';
import { ROOT } from '../../../scripts/machine/paths.ts';
import { callIdOf, Database } from '../../support/stacks/database.ts';
import { call, type Participant } from '../../participants/participant.ts';
import { makeBill } from '../../browser/wire-meter/bill.ts';
import { readRuleLookups } from '../../browser/wire-meter/rule-lookups.ts';
import { throughPort } from '../../browser/wire-meter/through.ts';
import { losePathsOnDemand } from '../../support/browsers/lost-paths.ts';
import { type RecordingProxy, startRecordingProxy } from '../../support/proxy/recording.ts';
import { gatherSlowly } from '../../support/browsers/slow-gathering.ts';
import { roundOf } from '../../survival/moments.ts';
import { type Cell, type Outcome, APP } from '../cell.ts';
import type { Grounds } from '../grounds.ts';

const SLOW = { candidates: 12, betweenMs: 600 };
const EVENTS = 4;
const ROUNDS = 1 + EVENTS;
const PAGES = 4;

interface Budget {
  readonly writes: number;
  readonly reads: number;
  readonly batches: number;
}

function budgetOf(rounds: number): Budget {
  const callWrites = 2 * rounds + 2 + 2 + 1;
  const batches = 2 * rounds * MAX_BATCHES;
  return { batches, writes: callWrites + batches, reads: 2 * callWrites + batches + PAGES * (1 + MAX_BATCHES) + 2 * rounds };
}

const { writes, reads } = budgetOf(ROUNDS);

export const WORST_CALL: readonly Cell[] = [{
  name: 'cost: the worst call',
  promise: `at most ${writes} writes and ${reads} reads in ${ROUNDS} rounds; one more round, with its share, where the machine stood still`,
  code: [...APP, 'emulator-tests/reliability/cells/worst-call.ts', 'emulator-tests/browser/wire-meter'],
  prepare: (grounds) => grounds.cast(),
  async run(grounds) {
    const wire = await startRecordingProxy((await grounds.site()).ports.firestore);
    try {
      return await makeWorstCall(grounds, wire);
    } finally {
      await wire.close();
    }
  },
}];

async function makeWorstCall(grounds: Grounds, wire: RecordingProxy): Promise<Outcome> {
  const cast = await grounds.cast();
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  for (const who of [alice, bob]) {
    await throughPort(who, cast.stack, wire.port);
    await who.page.addInitScript(losePathsOnDemand);
    await who.page.addInitScript(gatherSlowly, SLOW);
  }
  const link = await call(alice, bob);
  const database = new Database(cast.stack);
  const round = (): Promise<number> => roundOf(database, link, 'offer');
  await haveGathered(database, callIdOf(link), await round());
  await isDelivered(wire);
  for (const happens of [() => alice.reloads(), () => bob.reloads(), () => changesNetwork(alice, bob), () => changesNetwork(bob, alice)]) {
    const before = await round();
    await happens();
    await haveGathered(database, callIdOf(link), before + 1);
    await Promise.all([alice.isInCall(), bob.isInCall()]);
    await isDelivered(wire);
  }
  // A machine that stands still for more than a second is a path that is lost, for all that a page can tell: another round.
  const rounds = await round();
  const budget = budgetOf(rounds);
  await alice.hangsUp();
  await bob.isTold('The other person hung up');
  await isDelivered(wire);
  await Promise.all([alice, bob].map(({ page }) => page.goto('about:blank')));
  const bill = makeBill(wire.exchanges(), readRuleLookups(readFileSync(join(ROOT, 'firestore.rules'), 'utf8')));
  // The slow gathering was one: nearly all slots of both sides were used, and written anew in every round.
  const isTheCase = bill.writes > budget.batches / 2;
  return {
    isKept: isTheCase && [ROUNDS, ROUNDS + 1].includes(rounds) && bill.writes <= budget.writes && bill.reads <= budget.reads,
    evidence: [`${rounds} rounds, ${bill.writes} writes of ${budget.writes}, ${bill.reads} reads of ${budget.reads}`, ...bill.items, ...bill.denials].join('\n'),
  };
}

/** As a browser tells of it; nothing comes over the connections that there were, on either side. */
async function changesNetwork({ page }: Participant, other: Participant): Promise<void> {
  for (const one of [page, other.page]) await one.evaluate(() => dispatchEvent(new Event('paths-are-lost')));
  await page.evaluate(() => {
    dispatchEvent(new Event('offline'));
    dispatchEvent(new Event('online'));
  });
}

/** Both sides have written the last slot in that round or a later one. */
async function haveGathered(database: Database, callId: string, round: number): Promise<void> {
  const isDone = async (): Promise<number> => {
    const documents = await database.everythingOf(callId);
    const last = documents.filter(({ path }) => path.endsWith(`Candidates/${MAX_BATCHES - 1}`));
    const rounds = last.map(({ fields }) => Number((fields['round'] as { integerValue?: string }).integerValue));
    return last.length === 2 ? Math.min(...rounds) : 0;
  };
  await expect.poll(isDone, { interval: 500, message: `the last batches of round ${round}` }).toBeGreaterThanOrEqual(round);
}

/** Nothing is on its way any more: else the next event would come while the round before is still under way. */
async function isDelivered(wire: RecordingProxy): Promise<void> {
  await expect.poll(() => wire.quietMs(), { interval: 100, message: 'nothing more passes' }).toBeGreaterThan(1_000);
}
