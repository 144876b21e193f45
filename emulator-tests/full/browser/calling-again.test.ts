/** Calling again where more than one tab could. */
import { test } from '../../browser/fixtures/call-test.ts';
import { call } from '../../participants/participant.ts';

test('alice calls again in two of her tabs: the second one says so, and bob talks to the one in which she waits', async ({ cast }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  await call(alice, bob);
  await bob.hangsUp();
  await alice.isTold('The other person hung up');
  const second = await alice.duplicatesTab();
  const again = second.getByRole('button', { name: 'Call again', exact: true });
  // Opened later, it would be at the door of her call by itself.
  await again.waitFor();
  await alice.clicks('Call again');
  await alice.hasStatus('Waiting for someone to join');
  await again.click();
  await second.getByRole('button', { name: 'Wait here instead', exact: true }).click();
  await alice.isTold('The call is open in another tab');
  await bob.clicks('Call again');
  await bob.isInCall();
  await second.getByRole('status').getByText('Connected', { exact: true }).waitFor();
});
