/** Two people connect at /manual: no emulator runs, and the only server is the one that the page came from. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { ALICE, BOB } from './cast.ts';
import { field, handsOver, invitation, ManualSite, reads } from './manual-site.ts';
import { expectPicture } from './seen-and-heard.ts';

let site: ManualSite;
beforeAll(async () => {
  site = await ManualSite.open();
});
afterEach(() => site.clear());
afterAll(() => site.close());

test('alice invites and bob replies: they see each other, and no server but the page’s own was asked for anything', async () => {
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

test('a reply that looks old by alice’s clock is doubted once: it may be bob’s clock that is wrong', async () => {
  const [alice, bob] = [await site.enters('alice'), await site.enters('bob', '/manual', 60_000)];
  await reads(bob, 'Invitation', await invitation(alice));
  await bob.clicks('I am ready');
  await reads(alice, 'Reply', await handsOver(bob, 'Reply'));
  await alice.reads('This reply is too old');
  await alice.clicks('Connect');
  await Promise.all([alice.isInCall(), bob.isInCall()]);
});

test('an invitation opens from the address that its QR code holds, and the address forgets it', async () => {
  const alice = await site.enters('alice');
  const invited = await invitation(alice);
  await alice.clicks('Show QR code');
  await alice.page.getByRole('img', { name: 'QR code of this text' }).waitFor();
  const bob = await site.enters('bob', `/manual#${invited}`);
  await bob.isTold('Are you both ready?');
  expect(bob.page.url()).toBe(`${site.origin}/manual`);
});

test('bob, who pastes something else than an invitation, is told what is wrong with it, and may try again', async () => {
  const [alice, bob] = [await site.enters('alice'), await site.enters('bob')];
  const invited = await invitation(alice);
  for (const [pasted, sentence] of [
    ['', 'Paste the text that you were sent.'],
    ['Hello', 'neither an invitation nor a reply'],
    [invited.slice(0, 600), 'missing or was changed'],
    [invited.replace('FL1', 'FL9'), 'different version'],
    [invited.replace(/.{8}$/, 'AAAAAAA.'), 'missing or was changed'],
  ] as const) {
    await reads(bob, 'Invitation', pasted);
    await bob.reads(sentence);
    expect(await field(bob, 'Invitation').getAttribute('aria-invalid')).toBe('true');
  }
  await reads(bob, 'Invitation', invited);
  await bob.isTold('Are you both ready?');
});

test('alice is told that what she pasted is her own invitation, or a reply to another one', async () => {
  const [alice, other, bob] = [await site.enters('alice'), await site.enters('alice'), await site.enters('bob')];
  await reads(alice, 'Reply', await invitation(alice));
  await alice.reads('This is an invitation.');
  await reads(bob, 'Invitation', await invitation(other));
  await bob.clicks('I am ready');
  await reads(alice, 'Reply', await handsOver(bob, 'Reply'));
  await alice.reads('This is a reply to another invitation.');
});
