/** A network that changes or goes while one waits, in the lobby, and for good. */
import { call, type Participant } from '../../participants/participant.ts';
import { expectCall } from '../../network/calls/paths.ts';
import { uplinkOf } from '../../network/lab/addresses.ts';
import type { LabCast } from '../../network/lab-cast.ts';
import type { Lab } from '../../network/lab/lab.ts';
import { type Cell, type Outcome, APP_IN_LAB, within } from '../cell.ts';

/** When the other side is seen to be gone, and until when it is waited for. */
const SEEN_S = 15;
const WAITED_S = { from: 29, to: 33 };
/** An answer that has not connected in 3 s gets a fresh round, which connects like any. */
const JOINED_S = 6;

const cell = (name: string, promise: string, run: (cast: LabCast, lab: Lab) => Promise<Outcome>): Cell => ({
  name: `networks: ${name}`, promise, code: [...APP_IN_LAB, 'emulator-tests/reliability/cells/changed-networks.ts'],
  isInLab: true,
  prepare: (grounds) => grounds.lab(),
  async run(grounds) {
    const ground = await grounds.lab();
    return grounds.inLab(ground, 'with-relay', (cast) => run(cast, ground.lab));
  },
});

/** From the click until both are in the call, with frames. */
async function joins(alice: Participant, bob: Participant, press: () => Promise<void>): Promise<Outcome> {
  const since = Date.now();
  await press();
  await Promise.all([alice.isInCall(), bob.isInCall()]);
  await expectCall(alice, bob);
  const seconds = (Date.now() - since) / 1_000;
  return within(JOINED_S, seconds, '');
}

// The answer stands since before the change. Chromium notices a change after 3 s at most: later, it names the new addresses.
const IN_THE_LOBBY = [
  { nat: 'cone', afterMs: 0, isNoticed: false }, { nat: 'cone', afterMs: 6_000, isNoticed: true },
  { nat: 'symmetric', afterMs: 1_000, isNoticed: false }, { nat: 'symmetric', afterMs: 6_000, isNoticed: true },
] as const;

export const CHANGED_NETWORKS: readonly Cell[] = [
  ...IN_THE_LOBBY.map(({ nat, afterMs, isNoticed }) => cell(
    `bob changes from Wi-Fi to cable in the lobby, behind a ${nat} NAT, and joins ${afterMs} ms later`, `connected within ${JOINED_S} s of the click`,
    async (cast, lab) => {
      for (const home of ['a', 'b'] as const) lab.client(home).nat(nat);
      const [alice, bob] = [await cast.alice(), await cast.bob()];
      await bob.opensLink(await alice.startsCall());
      await bob.page.waitForFunction(() => performance.getEntriesByName('firelink:offer-read').length > 0);
      // He looks at himself, and his browser names all its addresses; then the time between change and click, which is the case.
      await bob.page.waitForTimeout(2_000);
      lab.client('b').switchTo('eth1');
      await bob.page.waitForTimeout(afterMs);
      const outcome = await joins(alice, bob, () => bob.joins());
      const answer = await alice.page.evaluate(readFirstAnswer);
      return { ...outcome, isKept: outcome.isKept && (!isNoticed || answer.includes(uplinkOf('b', 'eth1').address)) };
    },
  )),
  cell('alice changes from Wi-Fi to cable while she waits', `bob’s first click connects within ${JOINED_S} s`, async (cast, lab) => {
    const [alice, bob] = [await cast.alice(), await cast.bob()];
    const link = await alice.startsCall();
    lab.client('a').switchTo('eth1');
    await bob.opensLink(link);
    await bob.isAtTheDoor();
    return joins(alice, bob, () => bob.joins());
  }),
  cell('alice’s cable is pulled and stays out', `bob is told within ${SEEN_S} s, and the call ends for him ${WAITED_S.from} to ${WAITED_S.to} s later`, async (cast, lab) => {
    const [alice, bob] = [await cast.alice(), await cast.bob()];
    await call(alice, bob);
    await expectCall(alice, bob);
    const since = Date.now();
    lab.client('a').link('eth0').down();
    await bob.hasStatus('Reconnecting');
    const seen = (Date.now() - since) / 1_000;
    await bob.isTold('The other person left');
    const ended = (Date.now() - since) / 1_000 - seen;
    // She has no network, for want of a cable: she is not told that he left.
    const isBlamed = (await alice.page.getByRole('heading', { level: 1, name: 'The other person left' }).count()) > 0;
    return {
      isKept: seen <= SEEN_S && ended >= WAITED_S.from && ended <= WAITED_S.to, seconds: seen,
      untruths: isBlamed ? ['alice is told that bob left'] : [], evidence: `noticed after ${seen.toFixed(1)} s, ended ${ended.toFixed(1)} s later`,
    };
  }),
];

/** In the page: the answer to its first offer. */
function readFirstAnswer(): string {
  return globalThis.window.labRecord?.connections.find(({ remoteDescription }) => remoteDescription !== null)?.remoteDescription?.sdp ?? '';
}
