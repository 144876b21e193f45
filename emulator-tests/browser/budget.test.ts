import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { ROOT } from '../../scripts/machine/paths.ts';
import { OF_A_CALL } from '../../scripts/cost/model.ts';
import { recordFigure } from '../../scripts/test-run/for-the-record.ts';
import { callIdOf } from '../support/stacks/database.ts';
import { call } from '../participants/participant.ts';
import { type Bill, makeBill } from './wire-meter/bill.ts';
import { readRuleLookups } from './wire-meter/rule-lookups.ts';
import { throughPort } from './wire-meter/through.ts';
import { test } from './fixtures/wire-test.ts';

const lookups = readRuleLookups(readFileSync(join(ROOT, 'firestore.rules'), 'utf8'));

test('one call costs at most 6 writes and, before its end, 8 reads on the wire to Firestore; of its end a page reads what comes before it has let go', async ({ cast, database, wire, task }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  for (const who of [alice, bob]) await throughPort(who, cast.stack, wire.port);
  const link = await call(alice, bob);
  await alice.hangsUp();
  await bob.isTold('The other person hung up');
  // The side that hangs up still writes the end while the other screen already shows it.
  await expect.poll(async () => 'ended' in ((await database.everythingOf(callIdOf(link)))[0]?.fields ?? {})).toBe(true);
  // What either still asked for afterwards is billed too.
  await expect.poll(() => wire.quietMs(), { interval: 100, message: 'nothing more passes' }).toBeGreaterThan(1_000);
  await Promise.all([alice, bob].map((who) => who.page.goto('about:blank')));
  const bill = makeBill(wire.exchanges(), lookups);
  recordFigure(task, 'operations, one call', `${bill.writes} writes, ${bill.reads} reads, ${bill.deletes} deletes on the wire; ${bill.ruleReads} documents read by the rules`);
  // The meter works: an offer and an answer were written, and read.
  expect(bill.writes, told(bill)).toBeGreaterThanOrEqual(3);
  expect(bill.reads, told(bill)).toBeGreaterThanOrEqual(3);
  expect(bill.ruleReads, told(bill)).toBeGreaterThanOrEqual(2);
  // What docs/scaling.md reckons with.
  expect([OF_A_CALL.clientWrites, OF_A_CALL.clientReads]).toEqual([6, 11]);
  expect(bill.ruleReads, told(bill)).toBeLessThanOrEqual(OF_A_CALL.ruleReads);
  // A candidate that comes late is a document of its own, written and read, on either side.
  const late = bill.items.filter((item) => /^write .*(?:callerCandidates\/[1-7]|calleeCandidates\/[0-7])\b/.test(item)).length;
  expect(bill.writes, told(bill)).toBeLessThanOrEqual(Math.min(6, 4 + late));
  const ofTheEnd = bill.items.filter((item) => /^read .* \(ended\)$/.test(item)).length;
  expect(bill.reads - ofTheEnd, told(bill)).toBeLessThanOrEqual(Math.min(8, 6 + late));
  // The end, and its burial by a function, on each side: a page lets go at once, and either may be on its way by then.
  expect(ofTheEnd, told(bill)).toBeLessThanOrEqual(2 * 2);
  expect(bill.denials, told(bill)).toEqual([]);
});

test('the rules look up the call once for a commit with a batch and once for a list of batches, and nothing for the call itself', () => {
  const looked = ['/databases/$(database)/documents/calls/x'];
  for (const side of ['callerCandidates', 'calleeCandidates']) {
    for (const operation of ['list', 'write', 'delete'] as const) expect(lookups(`calls/x/${side}/0`, operation)).toEqual(looked);
  }
  for (const operation of ['get', 'write', 'delete'] as const) expect(lookups('calls/x', operation)).toEqual([]);
});

function told({ items, denials }: Bill): string {
  return [...items, ...denials].join('\n');
}
