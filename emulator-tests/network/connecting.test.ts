import { expect } from 'vitest';
import { call } from '../participants/participant.ts';
import { expectCall, isRelayed } from './calls/paths.ts';
import { uplinkOf } from './lab/addresses.ts';
import { test } from './lab-test.ts';

test('both are behind cone NATs and there is no relay: they find each other by their public addresses', async ({ gatherAt }) => {
  const cast = await gatherAt('without-relay');
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  await call(alice, bob);
  const paths = await expectCall(alice, bob);
  const [a, b] = [uplinkOf('a', 'eth0').outside, uplinkOf('b', 'eth0').outside];
  expect(paths.alice).toMatchObject({ local: { type: 'srflx', address: a }, remote: { type: 'srflx', address: b } });
  expect(paths.bob).toMatchObject({ local: { type: 'srflx', address: b }, remote: { type: 'srflx', address: a } });
});

test('both are behind symmetric NATs: the call goes through the relay that the site minted credentials for', async ({ gatherAt, lab }) => {
  lab.client('a').nat('symmetric');
  lab.client('b').nat('symmetric');
  const cast = await gatherAt('with-relay');
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  await call(alice, bob);
  const paths = await expectCall(alice, bob);
  expect([isRelayed(paths.alice), isRelayed(paths.bob)]).toEqual([true, true]);
});
