import { expect } from 'vitest';
import { call } from '../participants/participant.ts';
import { readSelectedPair } from './calls/connections.ts';
import { expectCall } from './calls/paths.ts';
import { uplinkOf } from './lab/addresses.ts';
import { test } from './lab-test.ts';

// The emulator speaks HTTP/1.1, production HTTP/2.
test.for([['HTTP/1.1', 'with-relay'], ['HTTP/2', 'over-http2']] as const)('alice goes from Wi-Fi to cable in mid-call, with Firestore over %s: the picture moves again on both sides', async ([, site], { gatherAt, lab }) => {
  const cast = await gatherAt(site);
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  await call(alice, bob);
  await expectCall(alice, bob);
  const whereBobSends = async (): Promise<string | undefined> => (await bob.page.evaluate(readSelectedPair))?.remote.address;
  const { outside: overWifi } = uplinkOf('a', 'eth0');
  await expect.poll(whereBobSends).toBe(overWifi);
  lab.client('a').switchTo('eth1');
  // Whatever moves once bob has given the old way up has come another way.
  await expect.poll(whereBobSends).not.toBe(overWifi);
  await expectCall(alice, bob);
});
