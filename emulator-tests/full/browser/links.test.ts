/** More messages for a person who opens a link. */
import { expect } from 'vitest';
import { test } from '../../browser/fixtures/call-test.ts';
import { callIdOf } from '../../support/stacks/database.ts';
import { call } from '../../participants/participant.ts';

test('bob opens a link on a slow network: while the page is loading, its door is there, nothing invites him to start a call of his own, and he is in once it is loaded', async ({ cast }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  const link = await alice.startsCall();
  let goOn = (): void => undefined;
  const isLookedAt = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  await bob.page.route(/\/assets\/call-page-/, async (route) => {
    await isLookedAt;
    await route.continue();
  });
  await bob.opensLink(link);
  await bob.joins();
  await bob.reads('Opening the call');
  expect(await bob.button('Start a call').count()).toBe(0);
  // The page has not asked for his devices yet.
  expect(await bob.page.getByText('You will be').count()).toBe(0);
  goOn();
  await Promise.all([alice.isInCall(), bob.isInCall()]);
});

test('a link that has lost its key, or a part of it', async ({ cast }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  const link = await alice.startsCall();
  for (const cut of [link.slice(0, link.indexOf('#')), link.slice(0, -3)]) {
    // From elsewhere: two links that differ in their fragment alone are one page.
    await bob.opensHome();
    await bob.opensLink(cut);
    await bob.isTold('This link is incomplete');
    await bob.hasStatus('This link is incomplete');
  }
  // And with all of it, the door is there.
  await bob.opensLink(link);
  await bob.isAtTheDoor();
});

test('carol opens the link once the call has ended', async ({ cast }) => {
  const [alice, bob, carol] = [await cast.alice(), await cast.bob(), await cast.carol()];
  const link = await call(alice, bob);
  await alice.hangsUp();
  await bob.isTold('The other person hung up');
  await carol.opensLink(link);
  await carol.isTold('This call is over');
  await carol.hasStatus('Call ended');
});

test('a link that has expired', async ({ cast, database }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  const link = await alice.startsCall();
  await database.expire(callIdOf(link));
  await bob.opensLink(link);
  await bob.isTold('This link has expired');
  await bob.hasStatus('This link has expired');
  await alice.isTold('This link has expired');
});

test('a mail filter has encoded the link’s # twice: bob’s address is put right at once, he is told that servers have seen the key, and joins', async ({ cast }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  const link = await alice.startsCall();
  await bob.opensLink(link.replace('#', '%2523').replace('k=', 'k%253D'));
  await bob.reads('servers have seen its key');
  expect(bob.page.url()).toBe(link);
  await bob.joins();
  await Promise.all([alice.isInCall(), bob.isInCall()]);
});

test('bob pastes a link as a mail filter has wrapped it: he is at the door', async ({ cast }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  const link = await alice.startsCall();
  await bob.opensHome();
  await bob.page.getByRole('textbox', { name: 'Link or call ID' }).fill(`https://eur01.safelinks.protection.outlook.com/?url=${encodeURIComponent(link)}&data=x`);
  await bob.clicks('Open');
  await bob.isAtTheDoor();
  expect(bob.page.url()).toBe(link);
});
