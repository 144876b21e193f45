/** A store that is away, or that answers nothing, at one moment or another. */
import { expect } from 'vitest';
import { ALICE, BOB } from '../../participants/cast.ts';
import { call, type Participant } from '../../participants/participant.ts';
import { expectPicture } from '../../participants/seen-and-heard.ts';
import { BadDays } from '../../participants/bad-days.ts';
import { pass } from '../../survival/observe.ts';
import { killFirstAddresses } from '../../survival/worn-addresses.ts';
import { type Cell, type Outcome, APP, within } from '../cell.ts';

const AWAY_MS = 60_000;
/** The SDK tries again at pauses of up to a minute, and finds a dead stream within one. */
const SDK_S = 150;
const SDK_PATIENCE = { timeout: SDK_S * 1_000, interval: 500 };

const cell = (name: string, promise: string, run: (days: BadDays) => Promise<Outcome>): Cell => ({
  name: `store: ${name}`, promise, code: [...APP, 'emulator-tests/reliability/cells/store-away.ts'],
  prepare: (grounds) => grounds.cast(),
  async run(grounds) {
    const days = new BadDays(await grounds.cast());
    try {
      return await run(days);
    } finally {
      await days.pass();
    }
  },
});

/** Their pages say so, and each sees the other move. */
async function areInCall(alice: Participant, bob: Participant): Promise<void> {
  await Promise.all([alice.isInCall(), bob.isInCall()]);
  await Promise.all([expectPicture(alice, 'Remote video', BOB), expectPicture(bob, 'Remote video', ALICE)]);
}

const secondsSince = (since: number): number => (Date.now() - since) / 1_000;
const swallowed = (what: 'requests' | 'answers'): Cell => cell(
  `the ${what} of bob's join are swallowed`, 'he is let in within 20 s of the store’s return, without doing anything',
  async (days) => {
    const [[alice], [bob, bobStore]] = [await days.alice(), await days.bob()];
    await bob.opensLink(await alice.startsCall());
    await bob.isAtTheDoor();
    const before = bobStore.swallowed;
    bobStore.swallow(what);
    await bob.joins();
    await expect.poll(() => bobStore.swallowed).toBeGreaterThan(before);
    bobStore.recover();
    const since = Date.now();
    await areInCall(alice, bob);
    return within(20, secondsSince(since), '');
  },
);

export const STORE_AWAY: readonly Cell[] = [
  cell('unavailable for a minute in the middle of a call', `sound and picture go on, the pages listen again within ${SDK_S} s, and bob can reload and come back`, async (days) => {
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
    const since = Date.now();
    // They listen again, by themselves.
    await expect.poll(() => aliceStore.listens > (listens[0] ?? 0) && bobStore.listens > (listens[1] ?? 0), SDK_PATIENCE).toBe(true);
    const seconds = secondsSince(since);
    await Promise.all([alice.hasStatus('Reconnecting'), bob.reloads()]);
    await Promise.all([alice.isInCall(), bob.isInCall()]);
    await Promise.all([expectPicture(alice, 'Remote video', BOB), expectPicture(bob, 'Remote video', ALICE)]);
    return within(SDK_S, seconds, '');
  }),
  cell('bob’s listeners bring nothing as he opens the link', 'a read beside them opens the lobby within 20 s, whose door stays where his finger is, and he joins once they do', async (days) => {
    const [[alice], [bob, bobStore]] = [await days.alice(), await days.bob()];
    const link = await alice.startsCall();
    bobStore.holdListeners();
    await bob.opensLink(link);
    const since = Date.now();
    await bob.reads('Opening the call');
    const door = bob.page.getByRole('button', { name: 'Join call' });
    await door.focus();
    const first = await door.elementHandle();
    await bob.isAtTheDoor();
    const seconds = secondsSince(since);
    const isSame = await door.evaluate((button, first) => button === first && button.matches(':focus'), first);
    bobStore.letThrough();
    await bob.joins();
    await Promise.all([alice.isInCall(), bob.isInCall()]);
    return { isKept: isSame && seconds <= 20, seconds, evidence: isSame ? '' : 'the door was put in its place anew' };
  }),
  swallowed('requests'), swallowed('answers'),
  cell('alice’s offer to a new network is swallowed by the old one', 'it is made again as the network changes, and bob is let in within 20 s', async (days) => {
    const [[alice, aliceStore], [bob]] = [await days.alice(), await days.bob()];
    const link = await alice.startsCall();
    const before = aliceStore.swallowed;
    aliceStore.swallow('requests');
    await alice.page.evaluate(() => dispatchEvent(new Event('online')));
    await expect.poll(() => aliceStore.swallowed).toBeGreaterThan(before);
    aliceStore.recover();
    await alice.page.evaluate(() => dispatchEvent(new Event('online')));
    const since = Date.now();
    await bob.joinsFrom(link);
    await areInCall(alice, bob);
    return within(20, secondsSince(since), '');
  }),
  cell('alice’s listener dies silently while she waits', `she finds that out, and bob is let in within ${SDK_S} s`, async (days) => {
    const [[alice, aliceStore], [bob]] = [await days.alice(), await days.bob()];
    const link = await alice.startsCall();
    aliceStore.silenceListeners();
    await bob.joinsFrom(link);
    const since = Date.now();
    const isInCall = async (): Promise<boolean> => (await alice.page.getByRole('status').textContent())?.trim() === 'Connected';
    await expect.poll(isInCall, SDK_PATIENCE).toBe(true);
    await bob.isInCall();
    return within(SDK_S, secondsSince(since), '');
  }),
  cell('bob asks for a round, and his listener dies silently before it comes', 'he opens another, and the two connect within 20 s', async (days) => {
    const [[alice, aliceStore], [bob, bobStore]] = [await days.alice(), await days.bob()];
    // So that the first round doesn't connect, and the second has to be asked for and heard of.
    await alice.context.addInitScript(killFirstAddresses);
    await bob.joinsFrom(await alice.startsCall());
    await Promise.all([alice, bob].map((who) => who.hasStatus('Connecting')));
    const [listens, lost] = [bobStore.listens, aliceStore.swallowed];
    // Her offer is made and kept from the store, until he listens on a new connection, and that brings nothing.
    aliceStore.swallow('requests');
    await bob.page.evaluate(() => dispatchEvent(new Event('online')));
    await expect.poll(() => aliceStore.swallowed).toBeGreaterThan(lost);
    await expect.poll(() => bobStore.listens).toBeGreaterThan(listens + 1);
    bobStore.silenceListeners();
    aliceStore.recover();
    const since = Date.now();
    await areInCall(alice, bob);
    return within(20, secondsSince(since), '');
  }),
];
