import { expect } from 'vitest';
import { test as callTest } from '../../browser/fixtures/call-test.ts';
import { BadDays } from '../../participants/bad-days.ts';

const test = callTest.extend('days', ({ cast }, { onCleanup }) => {
  const days = new BadDays(cast);
  onCleanup(() => days.pass());
  return days;
});

test('the quota is exhausted as bob joins: he is told so at the door, and can try again', async ({ days }) => {
  const [[alice], [bob, bobStore]] = [await days.alice(), await days.bob()];
  await bob.opensLink(await alice.startsCall());
  await bob.isAtTheDoor();
  bobStore.answer('quota-exhausted', 'commits and reads');
  await bob.joins();
  await bob.reads('Too many calls today');
  await bob.reads('This site has used up its share for now.');
  await alice.hasStatus('Waiting for someone to join');
  bobStore.recover();
  await bob.joins();
  await Promise.all([alice.isInCall(), bob.isInCall()]);
  expect(await bob.page.getByText('Too many calls today').count()).toBe(0);
});

test('the quota is exhausted as alice starts: she is told so, and Try again starts the call once there is some', async ({ days }) => {
  const [[alice, aliceStore], [bob]] = [await days.alice(), await days.bob()];
  aliceStore.answer('quota-exhausted', 'everything');
  await alice.opensHome();
  await alice.clicks('Start a call');
  await alice.isTold('Too many calls today');
  await alice.clicks('Try again');
  await alice.isTold('Too many calls today');
  aliceStore.recover();
  await alice.clicks('Try again');
  await alice.hasStatus('Waiting for someone to join');
  await bob.joinsFrom(await alice.page.getByRole('textbox', { name: 'Call link' }).inputValue());
  await Promise.all([alice.isInCall(), bob.isInCall()]);
});

test('whatever bob writes is refused: he is told so as he joins, with a way on, and alice goes on waiting', async ({ days }) => {
  const [[alice], [bob, bobStore]] = [await days.alice(), await days.bob()];
  await bob.opensLink(await alice.startsCall());
  await bob.isAtTheDoor();
  bobStore.answer('refused', 'commits and reads');
  await bob.joins();
  await bob.isTold('The call was refused');
  await bob.button('Start a new call').waitFor();
  await alice.hasStatus('Waiting for someone to join');
});

test('bob opens a link and everything that he asks of the store is refused: he is told so, not that there is no network', async ({ days }) => {
  const [[alice], [bob, bobStore]] = [await days.alice(), await days.bob()];
  const link = await alice.startsCall();
  bobStore.answer('refused', 'everything');
  await bob.opensLink(link);
  await bob.isTold('The call was refused');
  await alice.hasStatus('Waiting for someone to join');
});

test('everything that alice asks is refused for a while as she waits, as where a token could not be renewed: she goes on waiting, and bob joins', async ({ days }) => {
  const [[alice, aliceStore], [bob]] = [await days.alice(), await days.bob()];
  const link = await alice.startsCall();
  aliceStore.answer('refused', 'everything');
  // Three looks at the call, each of which is asked twice, are what a refusal is believed after; these are more.
  await expect.poll(() => aliceStore.turnedDown).toBeGreaterThan(6);
  await alice.hasStatus('Waiting for someone to join');
  aliceStore.recover();
  await bob.joinsFrom(link);
  await Promise.all([alice.isInCall(), bob.isInCall()]);
});
