import { deflateRawSync } from 'node:zlib';
import { expect } from 'vitest';
import { callIdOf } from '../support/stacks/database.ts';
import { test } from './fixtures/call-test.ts';
import { readableIn } from './fixtures/stored-values.ts';

test('alice, who is called Ana, starts a call: bob reads it before he joins, and she reads who he is; nothing of it is in the database', async ({ cast, database }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  await alice.opensHome();
  await alice.isCalled('Ana Quetzal');
  await alice.clicks('Start a call');
  await alice.hasStatus('Waiting for someone to join');
  const link = alice.page.url();
  await bob.opensLink(link);
  await bob.isTold('Ana Quetzal is calling');
  await bob.isCalled('Bo Quetzal');
  await bob.joins();
  await Promise.all([alice.isInCall(), bob.isInCall()]);
  await Promise.all([alice.reads('Bo Quetzal'), bob.reads('Ana Quetzal')]);
  const stored = (await database.everythingOf(callIdOf(link))).flatMap(({ fields }) => readableIn(fields));
  expect(stored.length).toBeGreaterThan(3);
  expect(stored.filter((text) => text.includes('Quetzal'))).toEqual([]);
  await alice.hangsUp();
  await bob.isTold('Ana Quetzal hung up');
});

test('a name would be found where it is stored: as bytes, and deflated', () => {
  const bytes = Buffer.from('{"displayName":"Ana Quetzal"}');
  for (const some of [bytes, deflateRawSync(bytes), Buffer.concat([Buffer.alloc(9), deflateRawSync(bytes)])]) {
    expect(readableIn({ sealed: { bytesValue: some.toString('base64') } }).some((text) => text.includes('Quetzal'))).toBe(true);
  }
});

test('alice changes her name while bob is in the lobby: he reads the new one, without what would mislead him, and she has it at home', async ({ cast }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  const link = await alice.startsCall();
  await bob.opensLink(link);
  await bob.isTold('Ready to join?');
  await alice.isCalled(`\u202eA\u200bna\u2066 ${'n'.repeat(41)}`);
  const safe = `Ana ${'n'.repeat(36)}`;
  await bob.isTold(`${safe} is calling`);
  expect(await alice.page.getByRole('textbox', { name: 'Your name' }).inputValue()).toBe(safe);
  await alice.isCalled('');
  await bob.isTold('Ready to join?');
  await alice.isCalled('Ana');
  await bob.isTold('Ana is calling');
  await alice.opensHome();
  expect(await alice.page.getByRole('textbox', { name: 'Your name' }).inputValue()).toBe('Ana');
});
