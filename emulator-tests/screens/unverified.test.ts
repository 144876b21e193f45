import { expect } from 'vitest';
import { test } from './stories-test.ts';
import { axeFindings, draw, PHONE } from './stories-site.ts';

test('a call that can’t be verified says so on the screen and in the live region, and what to do; dismissed, it leaves a mark in the code’s place', async ({ open }) => {
  const page = await open({ viewport: PHONE, reducedMotion: 'reduce' });
  await draw(page, 'call');
  expect(await page.getByText('Not verified').count()).toBe(0);
  await draw(page, 'call-unverified');
  expect(await page.getByRole('status').textContent()).toBe('This call can’t be verified');
  expect(await page.getByText('Hang up, and use a new link that is sent another way').isVisible()).toBe(true);
  expect(await page.getByText('Code', { exact: false }).count()).toBe(0);
  expect(await axeFindings(page)).toEqual([]);
  // What a device wants is said after that.
  expect(await page.getByText('Your camera was disconnected').count()).toBe(0);
  await page.getByRole('button', { name: 'Dismiss' }).click();
  expect(await page.getByText('Your camera was disconnected').isVisible()).toBe(true);
  expect(await page.getByText('Not verified').isVisible()).toBe(true);
});
