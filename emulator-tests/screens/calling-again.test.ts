/** Screens that change under the person who calls again: where the focus is, and what is offered. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { LINK } from '../../web/src/elements/testing/stories.ts';
import { test as storiesTest } from './stories-test.ts';
import { LAPTOP, draw } from './stories-site.ts';

const test = storiesTest.extend('page', { scope: 'file' }, ({ stories }) => stories.open({ viewport: LAPTOP }));

/** Gives the screen that is drawn other properties. */
const change = (page: Page, screen: string, properties: object): Promise<unknown> =>
  page.locator(screen).evaluate((element, given) => Object.assign(element, given), properties);
const focused = (page: Page): Promise<string | undefined> => page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.textContent.trim());

test('the heading of the waiting screen keeps the focus when there is a call to wait in', async ({ page }) => {
  await draw(page, 'home');
  await page.getByRole('button', { name: 'Start a call' }).click();
  await draw(page, 'waiting-again-preparing');
  await expect.poll(() => focused(page)).toBe('Connecting');
  await page.locator('firelink-waiting').evaluate((screen, link) => {
    const waiting = screen as HTMLElement & { view: object };
    waiting.view = { ...waiting.view, link };
  }, LINK);
  await page.getByText('Waiting for the other person to call again').waitFor();
  expect(await focused(page)).toBe('Waiting for the other person to call again');
});

test('no other person is let in where the two call again', async ({ page }) => {
  await draw(page, 'call-left');
  const letIn = page.getByRole('button', { name: 'Let somebody else in' });
  await letIn.waitFor();
  await change(page, 'firelink-in-call', { isNext: true });
  await letIn.waitFor({ state: 'detached' });
});

test('a person whose second call failed hears why, though the text is the same as before', async ({ page }) => {
  await draw(page, 'ended-offline');
  await change(page, 'firelink-ended', { canCallAgain: true, isCallingAgain: true });
  await page.getByRole('button', { name: 'Call again' }).focus();
  await change(page, 'firelink-ended', { isCallingAgain: false });
  await expect.poll(() => focused(page)).toBe('You are offline');
});
