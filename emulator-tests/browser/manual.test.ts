/** Two people connect at /manual: no emulator runs, and the only server is the one that the page came from. */
import { expect } from 'vitest';
import { ALICE, BOB } from '../participants/cast.ts';
import { handsOver, invitation, reads } from './fixtures/manual-site.ts';
import { test } from './fixtures/manual-test.ts';
import { expectPicture } from '../participants/seen-and-heard.ts';

test('alice invites and bob replies: they see each other, and no server but the page’s own was asked for anything', async ({ site }) => {
  const [alice, bob] = [await site.enters('alice', '/'), await site.enters('bob')];
  await alice.clicks('Connect without a server');
  const invited = await invitation(alice);
  await reads(bob, 'Invitation', `Hi bob, open ${site.origin}/manual and paste this:\n> ${invited.replace(/.{70}/g, '$&\n> ')}\nSee you`);
  await bob.isTold('Are you both ready?');
  await bob.clicks('I am ready');
  const reply = await handsOver(bob, 'Reply');
  await reads(alice, 'Reply', reply);
  await Promise.all([alice.isInCall(), bob.isInCall()]);
  await Promise.all([expectPicture(alice, 'Remote video', BOB), expectPicture(bob, 'Remote video', ALICE)]);
  console.log(`an invitation has ${invited.length} characters, a reply ${reply.length}`);
  expect(Math.max(invited.length, reply.length)).toBeLessThan(2_000);
  expect(site.requests).toBeGreaterThan(0);

  await alice.hangsUp();
  await alice.isTold('You hung up');
  await bob.isTold('The other person hung up');
  await bob.clicks('Start a new call');
  await bob.isTold('Connect without a server');
});
