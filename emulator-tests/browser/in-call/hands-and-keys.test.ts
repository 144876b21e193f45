/** A raised hand as the other side sees it, and a microphone that the space bar holds open. */
import { expect } from 'vitest';
import { test } from '../fixtures/call-test.ts';
import { ALICE } from '../../participants/cast.ts';
import { call, type Participant } from '../../participants/participant.ts';
import { expectSilence, expectTone } from '../../participants/seen-and-heard.ts';

const RAISED = 'The other person has raised a hand';
/** On the screen, and for a screen reader. */
const isTold = async ({ page }: Participant): Promise<readonly [shown: boolean, told: boolean]> =>
  [await page.locator('firelink-hands').getByText(RAISED, { exact: true }).isVisible(), (await page.locator('firelink-call-announcements').getByText(RAISED, { exact: true }).count()) > 0];

test('bob raises his hand: alice sees it and is told; it goes down by the key, with his page, and with the call; nothing is written', async ({ cast }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  await call(alice, bob);
  const commits: string[] = [];
  for (const { page } of [alice, bob]) page.on('request', (request) => /:(commit|write)/.test(request.url()) && commits.push(request.url()));
  await bob.clicks('More');
  await bob.clicks('Raise hand');
  await expect.poll(() => isTold(alice)).toEqual([true, true]);
  await bob.reads('Your hand is raised');
  await bob.page.keyboard.press('h');
  await expect.poll(() => isTold(alice)).toEqual([false, false]);
  expect(commits).toEqual([]);
  await bob.page.keyboard.press('h');
  await expect.poll(() => isTold(alice)).toEqual([true, true]);
  await bob.page.reload();
  await bob.isInCall();
  await expect.poll(() => isTold(alice)).toEqual([false, false]);
});

test('alice is heard while she holds the space bar, and not after it; without the keys of a call she is not, also after a reload', async ({ cast }) => {
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  await call(alice, bob);
  await alice.page.keyboard.press('m');
  await bob.reads('Microphone off');
  await alice.page.locator('h1').focus();
  await alice.page.keyboard.down(' ');
  await expectTone(bob, ALICE);
  await expect.poll(() => bob.page.getByText('Microphone off', { exact: true }).count()).toBe(0);
  await alice.page.keyboard.up(' ');
  await bob.reads('Microphone off');
  await expectSilence(bob);
  await alice.page.keyboard.press('?');
  await alice.page.getByRole('checkbox', { name: 'Use keyboard shortcuts' }).uncheck();
  await alice.clicks('Close');
  await alice.page.reload();
  await alice.isInCall();
  await alice.page.locator('h1').focus();
  await alice.page.keyboard.press('h');
  await alice.page.keyboard.down(' ');
  await expectSilence(bob);
  await alice.page.keyboard.up(' ');
  await alice.clicks('More');
  await alice.button('Raise hand').waitFor();
  expect(await isTold(bob)).toEqual([false, false]);
});
