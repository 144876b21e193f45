import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { ROOT } from '../../scripts/machine/paths.ts';
import { Cast } from './cast.ts';
import { Database, callIdOf } from './database.ts';
import { call, type Participant } from './participant.ts';
import { type Bill, makeBill } from './wire-meter/bill.ts';
import { type RecordingProxy, startRecordingProxy } from './wire-meter/recording-proxy.ts';
import { readRuleLookups } from './wire-meter/rule-lookups.ts';

const lookups = readRuleLookups(readFileSync(join(ROOT, 'firestore.rules'), 'utf8'));

let cast: Cast;
let wire: RecordingProxy;
beforeAll(async () => {
  cast = await Cast.gather();
  wire = await startRecordingProxy(cast.stack.ports.firestore);
});
afterEach(() => cast.goHome());
afterAll(async () => {
  await cast.disband();
  await wire.close();
});

test('one call, from its start to the end, costs at most 7 writes and 12 reads on the wire to Firestore', async () => {
  const [alice, bob] = [await throughTheWire(await cast.alice()), await throughTheWire(await cast.bob())];
  const link = await call(alice, bob);
  await alice.hangsUp();
  await bob.isTold('The other person hung up');
  // Both have said it to the store; who is second reads why it is refused.
  await expect.poll(async () => 'ended' in ((await new Database(cast.stack).everythingOf(callIdOf(link)))[0]?.fields ?? {})).toBe(true);
  await Promise.all([alice, bob].map((who) => who.page.goto('about:blank')));
  const bill = makeBill(wire.exchanges(), lookups);
  console.log(`${bill.writes} writes, ${bill.reads} reads on the wire; ${bill.ruleReads} documents read by the rules`);
  // The meter works: an offer and an answer were written, and read.
  expect(bill.writes, told(bill)).toBeGreaterThanOrEqual(3);
  expect(bill.reads, told(bill)).toBeGreaterThanOrEqual(3);
  expect(bill.ruleReads, told(bill)).toBeGreaterThanOrEqual(2);
  // A candidate that comes late is a document of its own, written and read, on either side.
  const late = bill.items.filter((item) => /^write .*Candidates\/[1-7]$/.test(item)).length;
  expect(bill.writes, told(bill)).toBeLessThanOrEqual(Math.min(7, 5 + late));
  expect(bill.reads, told(bill)).toBeLessThanOrEqual(Math.min(12, 10 + late));
  expect(bill.denials, told(bill)).toEqual([]);
});

test('the rules look up the call once for a commit with a batch and once for a list of batches, and nothing for the call itself', () => {
  const looked = ['/databases/$(database)/documents/calls/x'];
  for (const side of ['callerCandidates', 'calleeCandidates']) {
    for (const operation of ['list', 'write', 'delete'] as const) expect(lookups(`calls/x/${side}/0`, operation)).toEqual(looked);
  }
  for (const operation of ['get', 'write', 'delete'] as const) expect(lookups('calls/x', operation)).toEqual([]);
});

/** The same app, told that Firestore is behind the wire. */
async function throughTheWire(who: Participant): Promise<Participant> {
  const { init } = cast.stack;
  const emulators = { ...(init.firelink['emulators'] as object), firestore: { host: '127.0.0.1', port: wire.port } };
  await who.context.route('**/__/firebase/init.json', (route) => route.fulfill({ json: { ...init, firelink: { ...init.firelink, emulators } } }));
  return who;
}

function told({ items, denials }: Bill): string {
  return [...items, ...denials].join('\n');
}
