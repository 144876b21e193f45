import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { call } from '../browser/participant.ts';
import { expectCall, isRelayed } from './calls/paths.ts';
import { uplinkOf } from './lab/addresses.ts';
import type { Lab } from './lab/lab.ts';
import { LabCast } from './lab-cast.ts';
import { buildLab, type NetworkStack } from './network-stack.ts';

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

test('both are behind cone NATs and there is no relay: they find each other by their public addresses', async () => {
  cast = await LabCast.gather(lab, stack, 'without-relay');
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  await call(alice, bob);
  const paths = await expectCall(alice, bob);
  const [a, b] = [uplinkOf('a', 'eth0').outside, uplinkOf('b', 'eth0').outside];
  expect(paths.alice).toMatchObject({ local: { type: 'srflx', address: a }, remote: { type: 'srflx', address: b } });
  expect(paths.bob).toMatchObject({ local: { type: 'srflx', address: b }, remote: { type: 'srflx', address: a } });
});

test('both are behind symmetric NATs: the call goes through the relay that the site minted credentials for', async () => {
  lab.client('a').nat('symmetric');
  lab.client('b').nat('symmetric');
  cast = await LabCast.gather(lab, stack, 'with-relay');
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  await call(alice, bob);
  const paths = await expectCall(alice, bob);
  expect([isRelayed(paths.alice), isRelayed(paths.bob)]).toEqual([true, true]);
});
