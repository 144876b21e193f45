/** The slow cases of /manual: a reply that expires, and a participant who is gone. */
import { BOB } from '../../participants/cast.ts';
import { field, handsOver, invitation, ManualSite, reads } from '../../browser/fixtures/manual-site.ts';
import { expectPicture } from '../../participants/seen-and-heard.ts';
import { type Cell, type Outcome, APP } from '../cell.ts';
import type { Grounds } from '../grounds.ts';

/** The limit for connecting is 20 s; a busy machine's timers are late. */
const GIVEN_UP_S = 45;

const siteOf = (grounds: Grounds): Promise<ManualSite> => grounds.get('manual', () => ManualSite.open(({ page }) => grounds.watch(page)), (site) => site.clear(), (site) => site.close());

const cell = (name: string, promise: string, run: (site: ManualSite) => Promise<Outcome>): Cell => ({
  name: `by hand: ${name}`, promise, code: [...APP, 'emulator-tests/reliability/cells/by-hand.ts'],
  prepare: siteOf,
  run: async (grounds) => run(await siteOf(grounds)),
});

export const BY_HAND: readonly Cell[] = [
  cell('a reply that is taken too late', 'it runs out, bob makes a fresh one, and that one connects', async (site) => {
    const [alice, bob] = [await site.enters('alice'), await site.enters('bob')];
    await reads(bob, 'Invitation', await invitation(alice));
    await bob.clicks('I am ready');
    const first = await handsOver(bob, 'Reply');
    await bob.page.getByRole('timer').getByText(/^[1-9] seconds left$/).waitFor();
    await bob.isTold('The reply was not used in time');
    await bob.clicks('Make a fresh reply');
    const second = await handsOver(bob, 'Reply');
    // Pasting is enough.
    await alice.page.evaluate((text) => navigator.clipboard.writeText(text), second);
    await field(alice, 'Reply').press('Control+V');
    await Promise.all([alice.isInCall(), bob.isInCall()]);
    await expectPicture(alice, 'Remote video', BOB);
    return { isKept: second !== first, evidence: 'the second reply is the first' };
  }),
  cell('the reply of somebody who is gone', `alice is told within ${GIVEN_UP_S} s that nobody could be reached, and begins again`, async (site) => {
    const [alice, bob] = [await site.enters('alice'), await site.enters('bob')];
    await reads(bob, 'Invitation', await invitation(alice));
    await bob.clicks('I am ready');
    const reply = await handsOver(bob, 'Reply');
    await bob.context.close();
    await reads(alice, 'Reply', reply);
    const since = Date.now();
    await alice.hasStatus('Connecting');
    await alice.isTold('No connection to the other person');
    const seconds = (Date.now() - since) / 1_000;
    await alice.clicks('Try again');
    await alice.isTold('Connect without a server');
    return { isKept: seconds <= GIVEN_UP_S, seconds, evidence: `told after ${seconds.toFixed(1)} s` };
  }),
];
