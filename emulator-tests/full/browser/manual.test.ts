/** More of two who connect at /manual. */
import { expect } from 'vitest';
import { field, handsOver, invitation, reads } from '../../browser/fixtures/manual-site.ts';
import { test } from '../../browser/fixtures/manual-test.ts';

test('a reply that looks old by alice’s clock is doubted once: it may be bob’s clock that is wrong', async ({ site }) => {
  const [alice, bob] = [await site.enters('alice'), await site.enters('bob', '/manual', 60_000)];
  await reads(bob, 'Invitation', await invitation(alice));
  await bob.clicks('I am ready');
  await reads(alice, 'Reply', await handsOver(bob, 'Reply'));
  await alice.reads('This reply is too old');
  await alice.clicks('Connect');
  await Promise.all([alice.isInCall(), bob.isInCall()]);
});

test('an invitation opens from the address that its QR code holds, and the address forgets it', async ({ site }) => {
  const alice = await site.enters('alice');
  const invited = await invitation(alice);
  await alice.clicks('Show QR code');
  await alice.page.getByRole('img', { name: 'QR code of this text' }).waitFor();
  const bob = await site.enters('bob', `/manual#${invited}`);
  await bob.isTold('Are you both ready?');
  expect(bob.page.url()).toBe(`${site.origin}/manual`);
});

test('bob, who pastes something else than an invitation, is told what is wrong with it, and may try again', async ({ site }) => {
  const [alice, bob] = [await site.enters('alice'), await site.enters('bob')];
  const invited = await invitation(alice);
  for (const [pasted, sentence] of [
    ['', 'Paste the text that you were sent.'],
    ['Hello', 'neither an invitation nor a reply'],
    [invited.slice(0, 600), 'missing or was changed'],
    [invited.replace('FL2', 'FL9'), 'different version'],
    [invited.replace(/.{8}$/, 'AAAAAAA.'), 'missing or was changed'],
  ] as const) {
    await reads(bob, 'Invitation', pasted);
    await bob.reads(sentence);
    expect(await field(bob, 'Invitation').getAttribute('aria-invalid')).toBe('true');
  }
  await reads(bob, 'Invitation', invited);
  await bob.isTold('Are you both ready?');
});

test('alice is told that what she pasted is her own invitation, or a reply to another one', async ({ site }) => {
  const [alice, other, bob] = [await site.enters('alice'), await site.enters('alice'), await site.enters('bob')];
  await reads(alice, 'Reply', await invitation(alice));
  await alice.reads('This is an invitation.');
  await reads(bob, 'Invitation', await invitation(other));
  await bob.clicks('I am ready');
  await reads(alice, 'Reply', await handsOver(bob, 'Reply'));
  await alice.reads('This is a reply to another invitation.');
});

test('alice, whose invitation is out, is asked before her tab closes and stays, and bob gets through; after the end the browser asks no more', async ({ site }) => {
  const [alice, bob] = [await site.enters('alice'), await site.enters('bob')];
  const asked: string[] = [];
  alice.page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.dismiss();
  });
  await alice.isTold('Connect without a server');
  await alice.reloads();
  const invited = await invitation(alice);
  expect(asked).toEqual([]);
  await alice.page.close({ runBeforeUnload: true });
  await expect.poll(() => asked).toEqual(['beforeunload']);
  await reads(bob, 'Invitation', invited);
  await bob.clicks('I am ready');
  await reads(alice, 'Reply', await handsOver(bob, 'Reply'));
  await Promise.all([alice.isInCall(), bob.isInCall()]);
  await alice.hangsUp();
  await alice.isTold('You hung up');
  await alice.closesTab();
  expect(asked).toEqual(['beforeunload']);
});
