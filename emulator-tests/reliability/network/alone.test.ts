/** One side alone with a network that goes or changes: what the other one is told, and a link that waits. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { call } from '../../browser/participant.ts';
import { expectCall } from '../../network/calls/paths.ts';
import type { Lab } from '../../network/lab/lab.ts';
import { LabCast } from '../../network/lab-cast.ts';
import { buildLab, type NetworkStack } from '../../network/network-stack.ts';

/** The bounds that a person is promised: when the other side is seen to be gone, and until when it is waited for. */
const SEEN_MS = 15_000;
const WAITED_MS = 30_000;

let lab: Lab;
let stack: NetworkStack;
let cast: LabCast;
beforeAll(async () => {
  ({ lab, stack } = await buildLab());
});
afterEach(async () => {
  await cast.disband();
  lab.reset();
});
afterAll(() => lab.remove());

test('alice’s cable is pulled and stays out: bob is told, and the call ends for him half a minute later', async () => {
  cast = await LabCast.gather(lab, stack, 'with-relay');
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  await call(alice, bob);
  await expectCall(alice, bob);
  lab.client('a').link('eth0').down();
  bob.page.setDefaultTimeout(SEEN_MS);
  await bob.hasStatus('Reconnecting');
  // Somewhat more than it takes: the screen has to be drawn, too.
  bob.page.setDefaultTimeout(WAITED_MS + SEEN_MS);
  await bob.isTold('The other person left');
  // She has no network, which is nobody's fault but the cable's: she is not told that he left.
  expect(await alice.page.getByRole('heading', { level: 1, name: 'The other person left' }).count()).toBe(0);
});

test('alice changes from Wi-Fi to cable while she waits: bob’s first click connects', async () => {
  cast = await LabCast.gather(lab, stack, 'with-relay');
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  const link = await alice.startsCall();
  lab.client('a').switchTo('eth1');
  await bob.joinsFrom(link);
  await Promise.all([alice.isInCall(), bob.isInCall()]);
  await expectCall(alice, bob);
});
