import { expect } from 'vitest';
import { test } from './fixtures/call-test.ts';
import { call } from '../participants/participant.ts';

test('alice and bob call again with the same link: he joins hers, both reload, and she joins his by the link', async ({ cast }) => {
  const [alice, bob, carol] = [await cast.alice(), await cast.bob(), await cast.carol()];
  const link = await call(alice, bob);
  await bob.hangsUp();
  await alice.isTold('The other person hung up');
  await alice.clicks('Call again');
  await alice.isTold('Waiting for the other person to call again');
  expect(await alice.page.getByRole('textbox', { name: 'Call link' }).count()).toBe(0);
  await bob.clicks('Call again');
  await Promise.all([alice.isInCall(), bob.isInCall()]);
  for (const [one, other] of [[alice, bob], [bob, alice]] as const) {
    await Promise.all([other.hasStatus('Reconnecting'), one.reloads()]);
    await Promise.all([alice.isInCall(), bob.isInCall()]);
  }
  await alice.hangsUp();
  await bob.isTold('The other person hung up');
  await bob.clicks('Call again');
  await bob.hasStatus('Waiting for someone to join');
  // Another holder of the link has not the value that the two have sent each other.
  await carol.opensLink(link);
  await carol.isTold('This call is over');
  expect(await carol.button('Call again').count()).toBe(0);
  await alice.page.goto('about:blank');
  await alice.joinsFrom(link);
  await Promise.all([alice.isInCall(), bob.isInCall()]);
  expect(alice.page.url()).toBe(link);
});

test('both call again at once, three times: they are in a call each time', async ({ cast }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  await call(alice, bob);
  for (let time = 0; time < 3; time++) {
    await alice.hangsUp();
    await bob.isTold('The other person hung up');
    await Promise.all([alice.clicks('Call again'), bob.clicks('Call again')]);
    await Promise.all([alice.isInCall(), bob.isInCall()]);
  }
});
