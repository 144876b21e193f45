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
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MAX_BATCHES } from '#protocol/limits.ts';
import { ROOT } from '../../../scripts/machine/paths.ts';
import { recordFigure } from '../../../scripts/test-run/for-the-record.ts';
import { Cast } from '../../browser/cast.ts';
import { Database, callIdOf } from '../../browser/database.ts';
import { call, type Participant } from '../../browser/participant.ts';
import { expectAgreement } from '../../browser/wire-meter/agreement.ts';
import { keepOperations, operationsOf } from '../../browser/wire-meter/app-count.ts';
import { makeBill } from '../../browser/wire-meter/bill.ts';
import { type RecordingProxy, startRecordingProxy } from '../../browser/wire-meter/recording-proxy.ts';
import { readRuleLookups } from '../../browser/wire-meter/rule-lookups.ts';
import { throughPort } from '../../browser/wire-meter/through.ts';
import { roundOf } from '../../survival/moments.ts';
import { losePathsOnDemand } from '../../support/lost-paths.ts';
import { gatherSlowly } from '../../support/slow-gathering.ts';

const SLOW = { candidates: 12, betweenMs: 600 };
const EVENTS = 4;
const ROUNDS = 1 + EVENTS;
const PAGES = 4;

function budgetOf(rounds: number): { readonly writes: number; readonly reads: number; readonly batches: number } {
  const callWrites = 2 * rounds + 2 + 2 + 1;
  const batches = 2 * rounds * MAX_BATCHES;
  return { batches, writes: callWrites + batches, reads: 2 * callWrites + batches + PAGES * (1 + MAX_BATCHES) + 2 * rounds };
}

let cast: Cast;
let wire: RecordingProxy;
beforeAll(async () => {
  cast = await Cast.gather();
  wire = await startRecordingProxy(cast.stack.ports.firestore);
});
afterAll(async () => {
  await cast.disband();
  await wire.close();
});

const { writes, reads } = budgetOf(ROUNDS);
test(`the worst call costs at most ${writes} writes and ${reads} reads in ${ROUNDS} rounds, and the app counts the same`, async ({ task }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  for (const who of [alice, bob]) {
    await keepOperations(await throughPort(who, cast.stack, wire.port));
    await who.page.addInitScript(losePathsOnDemand);
    await who.page.addInitScript(gatherSlowly, SLOW);
  }
  const link = await call(alice, bob);
  const callId = callIdOf(link);
  const database = new Database(cast.stack);
  const round = (): Promise<number> => roundOf(database, link, 'offer');
  await haveGathered(callId, await round());
  await isDelivered();
  for (const happens of [() => alice.reloads(), () => bob.reloads(), () => changesNetwork(alice, bob), () => changesNetwork(bob, alice)]) {
    const before = await round();
    await happens();
    await haveGathered(callId, before + 1);
    await Promise.all([alice.isInCall(), bob.isInCall()]);
    await isDelivered();
  }
  // A machine that stands still for more than a second is a path that is lost, for all that a page can tell: another round.
  const rounds = await round();
  const budget = budgetOf(rounds);
  await alice.hangsUp();
  await bob.isTold('The other person hung up');
  const counted = await operationsOf(alice, bob);
  await Promise.all([alice, bob].map(({ page }) => page.goto('about:blank')));
  const bill = makeBill(wire.exchanges(), readRuleLookups(readFileSync(join(ROOT, 'firestore.rules'), 'utf8')));
  recordFigure(task, 'operations, worst call', `${rounds} rounds, ${bill.writes} writes of ${budget.writes}, ${bill.reads} reads of ${budget.reads}, ${bill.deletes} deletes on the wire; ${bill.ruleReads} documents read by the rules; ${counted.sentBytes} sealed bytes sent, ${counted.receivedBytes} received`);
  const told = [...bill.items, ...bill.denials].join('\n');
  expect([ROUNDS, ROUNDS + 1]).toContain(rounds);
  // The slow gathering was one: nearly all slots of both sides were used, and written anew in every round.
  expect(bill.writes, told).toBeGreaterThan(budget.batches / 2);
  expect(bill.writes, told).toBeLessThanOrEqual(budget.writes);
  expect(bill.reads, told).toBeLessThanOrEqual(budget.reads);
  expectAgreement(counted, bill);
});

/** As a browser tells of it; nothing comes over the connections that there were, on either side. */
async function changesNetwork({ page }: Participant, other: Participant): Promise<void> {
  for (const one of [page, other.page]) await one.evaluate(() => dispatchEvent(new Event('paths-are-lost')));
  await page.evaluate(() => {
    dispatchEvent(new Event('offline'));
    dispatchEvent(new Event('online'));
  });
}

/** Both sides have written the last slot in that round or a later one. */
async function haveGathered(callId: string, round: number): Promise<void> {
  const database = new Database(cast.stack);
  const isDone = async (): Promise<number> => {
    const documents = await database.everythingOf(callId);
    const last = documents.filter(({ path }) => path.endsWith(`Candidates/${MAX_BATCHES - 1}`));
    const rounds = last.map(({ fields }) => Number((fields['round'] as { integerValue?: string }).integerValue));
    return last.length === 2 ? Math.min(...rounds) : 0;
  };
  await expect.poll(isDone, { timeout: 60_000, interval: 500, message: `the last batches of round ${round}` }).toBeGreaterThanOrEqual(round);
}

/** Nothing is on its way any more: what reaches a page that goes is on the wire, and counted by nobody. */
async function isDelivered(): Promise<void> {
  await expect.poll(() => wire.quietMs(), { timeout: 20_000, interval: 100, message: 'nothing more passes' }).toBeGreaterThan(1_000);
}
