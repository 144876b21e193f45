/** Two people connect at /manual: no emulator runs, and the only server is the one that the page came from. */
import { expect } from 'vitest';
import { ALICE, BOB } from '../participants/cast.ts';
import { logOf, openChat, says } from './fixtures/chat.ts';
import { handsOver, invitation, reads } from './fixtures/manual-site.ts';
import { test } from './fixtures/manual-test.ts';
import { expectPicture } from '../participants/seen-and-heard.ts';

test('alice invites and bob replies: they see each other, write and send a file, and no server but the page’s own was asked for anything', async ({ site }) => {
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

  // By now the page's own server may be out of reach.
  await Promise.all([alice, bob].map(({ context }) => context.route(/page-chat/, (route) => route.abort())));
  await Promise.all([alice, bob].map(openChat));
  await says(alice, 'No server');
  await expect.poll(() => logOf(bob)).toEqual(['No server']);
  await says(bob, 'None');
  await expect.poll(() => logOf(alice)).toEqual(['No server ✓', 'None']);
  await alice.page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['by hand'], 'by-hand.txt', { type: 'text/plain' }));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, composed: true, cancelable: true }));
  });
  await bob.clicks('Accept by-hand.txt');
  await Promise.all([alice, bob].map((who) => who.reads('Verified: arrived as sent (SHA-256)')));

  await alice.hangsUp();
  await alice.isTold('You hung up');
  await bob.isTold('The other person hung up');
  await bob.button('Save by-hand.txt').waitFor();
  await bob.clicks('Start a new call');
  await bob.isTold('Connect without a server');
});
