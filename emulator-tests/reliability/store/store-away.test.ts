import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { ALICE, BOB, Cast } from '../../browser/cast.ts';
import { call } from '../../browser/participant.ts';
import { expectPicture } from '../../browser/seen-and-heard.ts';
import { killFirstAddresses } from '../../survival/worn-addresses.ts';
import { BadDays, pass } from '../../support/bad-days.ts';

const AWAY_MS = 60_000;
/** The SDK tries again at pauses of up to a minute, and finds a dead stream within one. */
const SDK_PATIENCE = { timeout: 150_000, interval: 500 };

let cast: Cast;
let days: BadDays;
beforeAll(async () => {
  cast = await Cast.gather();
  days = new BadDays(cast);
});
afterEach(() => days.pass());
afterAll(() => cast.disband());

test('the store is unavailable for a minute in the middle of a call: sound and picture go on, and afterwards bob can reload and come back', async () => {
  const [[alice, aliceStore], [bob, bobStore]] = [await days.alice(), await days.bob()];
  await call(alice, bob);
  for (const store of [aliceStore, bobStore]) store.answer('unavailable', 'everything');
  const until = Date.now() + AWAY_MS;
  while (Date.now() < until) {
    await Promise.all([expectPicture(alice, 'Remote video', BOB), expectPicture(bob, 'Remote video', ALICE)]);
    await Promise.all([alice.isInCall(), bob.isInCall()]);
    await pass(5_000);
  }
  const listens = [aliceStore.listens, bobStore.listens];
  for (const store of [aliceStore, bobStore]) store.recover();
  // They listen again, by themselves.
  await expect.poll(() => aliceStore.listens > (listens[0] ?? 0) && bobStore.listens > (listens[1] ?? 0), SDK_PATIENCE).toBe(true);
  await Promise.all([alice.hasStatus('Reconnecting'), bob.reloads()]);
  await Promise.all([alice.isInCall(), bob.isInCall()]);
  await Promise.all([expectPicture(alice, 'Remote video', BOB), expectPicture(bob, 'Remote video', ALICE)]);
});

test('bob’s listeners bring nothing: a read beside them opens the lobby, whose door stays where his finger is, and he joins once they do', async () => {
  const [[alice], [bob, bobStore]] = [await days.alice(), await days.bob()];
  const link = await alice.startsCall();
  bobStore.holdListeners();
  await bob.opensLink(link);
  await bob.reads('Opening the call');
  const door = bob.page.getByRole('button', { name: 'Join call' });
  await door.focus();
  const first = await door.elementHandle();
  await bob.isAtTheDoor();
  expect(await door.evaluate((button, first) => button === first && button.matches(':focus'), first)).toBe(true);
  bobStore.letThrough();
  await bob.joins();
  await Promise.all([alice.isInCall(), bob.isInCall()]);
});

test.each(['requests', 'answers'] as const)('the %s of bob’s join are swallowed: he is let in all the same, without doing anything', async (what) => {
  const [[alice], [bob, bobStore]] = [await days.alice(), await days.bob()];
  await bob.opensLink(await alice.startsCall());
  await bob.isAtTheDoor();
  const before = bobStore.swallowed;
  bobStore.swallow(what);
  await bob.joins();
  await expect.poll(() => bobStore.swallowed).toBeGreaterThan(before);
  bobStore.recover();
  await Promise.all([alice.isInCall(), bob.isInCall()]);
});

test('alice’s offer to a new network is swallowed by the old one: it is made again as the network changes, and bob is let in', async () => {
  const [[alice, aliceStore], [bob]] = [await days.alice(), await days.bob()];
  const link = await alice.startsCall();
  const before = aliceStore.swallowed;
  aliceStore.swallow('requests');
  await alice.page.evaluate(() => dispatchEvent(new Event('online')));
  await expect.poll(() => aliceStore.swallowed).toBeGreaterThan(before);
  aliceStore.recover();
  await alice.page.evaluate(() => dispatchEvent(new Event('online')));
  await bob.joinsFrom(link);
  await Promise.all([alice.isInCall(), bob.isInCall()]);
});

test('alice’s listener dies silently while she waits: she finds that out, and bob is let in', async () => {
  const [[alice, aliceStore], [bob]] = [await days.alice(), await days.bob()];
  const link = await alice.startsCall();
  aliceStore.silenceListeners();
  await bob.joinsFrom(link);
  const isInCall = async (): Promise<boolean> => (await alice.page.getByRole('status').textContent())?.trim() === 'Connected';
  await expect.poll(isInCall, SDK_PATIENCE).toBe(true);
  await bob.isInCall();
});

test('bob asks for a round, and his listener dies silently before it comes: he opens another, and the two connect', async () => {
  const [[alice, aliceStore], [bob, bobStore]] = [await days.alice(), await days.bob()];
  // So that the first round doesn't connect, and the second has to be asked for and heard of.
  await alice.context.addInitScript(killFirstAddresses);
  await bob.joinsFrom(await alice.startsCall());
  await Promise.all([alice, bob].map((who) => who.hasStatus('Connecting')));
  const [listens, swallowed] = [bobStore.listens, aliceStore.swallowed];
  // Her offer is made and kept from the store, until he listens on a new connection, and that brings nothing.
  aliceStore.swallow('requests');
  await bob.page.evaluate(() => dispatchEvent(new Event('online')));
  await expect.poll(() => aliceStore.swallowed).toBeGreaterThan(swallowed);
  await expect.poll(() => bobStore.listens).toBeGreaterThan(listens + 1);
  bobStore.silenceListeners();
  aliceStore.recover();
  await Promise.all([alice.isInCall(), bob.isInCall()]);
});
