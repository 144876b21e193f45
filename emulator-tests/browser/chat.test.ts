/** The chat of a call, by the names that its controls have. */
import { expect } from 'vitest';
import { call, type Participant } from '../participants/participant.ts';
import { test } from './fixtures/call-test.ts';

const says = async ({ page }: Participant, text: string): Promise<void> => {
  await page.getByRole('textbox', { name: 'Message', exact: true }).fill(text);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
};

/** The texts in the log, each with the words for a screen reader about it. */
const logOf = ({ page }: Participant): Promise<readonly string[]> => page.getByRole('log', { name: 'Messages', exact: true }).locator('.text').allTextContents();

test('alice and bob write to each other; bob reloads, and both still have each message once and in order, and go on', async ({ cast }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  await call(alice, bob);
  await alice.clicks('Open chat');
  await says(alice, 'Hello bob\nhttps://example.org/');
  await bob.button('Open chat, 1 unread').waitFor();
  await alice.page.getByRole('log', { name: 'Messages' }).getByText('Delivered', { exact: true }).waitFor();
  await bob.clicks('Open chat, 1 unread');
  await says(bob, '<b>Hello alice</b>');
  const both = ['Hello bob\nhttps://example.org/', '<b>Hello alice</b>'];
  await expect.poll(() => logOf(alice)).toEqual(both);
  await expect.poll(() => logOf(bob)).toEqual(both);
  expect(await bob.page.getByRole('link', { name: 'https://example.org/' }).getAttribute('rel')).toBe('noopener noreferrer');
  await Promise.all([alice.hasStatus('Reconnecting'), bob.reloads()]);
  await Promise.all([alice.isInCall(), bob.isInCall()]);
  await says(alice, 'Are you back?');
  await bob.page.getByRole('button', { name: /^Open chat/ }).click();
  await expect.poll(() => logOf(bob)).toEqual([...both, 'Are you back?']);
  await says(bob, 'I am');
  await expect.poll(() => logOf(alice)).toEqual([...both, 'Are you back?', 'I am']);
});

test('while bob looks at another tab, his says how many messages he has not read', async ({ cast }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  await bob.page.addInitScript(() => {
    let state = 'visible';
    Object.defineProperty(document, 'visibilityState', { get: () => state });
    Object.assign(globalThis, { turn: (to: string) => {
      state = to;
      document.dispatchEvent(new Event('visibilitychange'));
    } });
  });
  const turn = (to: string): Promise<void> => bob.page.evaluate((to) => (globalThis as unknown as { turn(to: string): void }).turn(to), to);
  await call(alice, bob);
  await bob.clicks('Open chat');
  await turn('hidden');
  await alice.clicks('Open chat');
  await says(alice, 'one');
  await says(alice, 'two');
  await expect.poll(() => bob.page.title()).toMatch(/^\(2\) /);
  await turn('visible');
  await expect.poll(() => bob.page.title()).not.toMatch(/^\(/);
});
