/** A question over a screen: what it says, how it is answered, and where the focus is. */
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { enCall } from '../../web/src/elements/i18n/en-call.ts';
import { test } from './stories-test.ts';
import { draw, heardOn } from './stories-site.ts';

const { decline, leave } = enCall;

const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });

/** The button that has the focus, in whatever element. */
function focused(page: Page): Promise<string | undefined> {
  return page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.textContent?.trim());
}

test.for([
  ['whether to decline', 'lobby-asked', decline],
  ['whether to leave', 'call-asked', { ...leave, text: leave.text() }],
] as const)('%s: it says what is at stake, and the answer that changes nothing has the focus', async ([, name, { title, text, no, yes }], { open }) => {
  const page = await open();
  await draw(page, name);
  await page.getByRole('dialog', { name: title, description: text, exact: true }).waitFor();
  expect(await focused(page)).toBe(no);
  await button(page, yes).click();
  expect(await heardOn(page)).toEqual([{ type: 'firelink-answer', detail: { isYes: true } }]);
});

test.for([
  ['its button', (page: Page) => button(page, decline.no).click()],
  ['the Enter key', (page: Page) => page.keyboard.press('Enter')],
  ['the Escape key', (page: Page) => page.keyboard.press('Escape')],
] as const)('no is said by %s, once, and the focus is where it was before', async ([, answer], { open }) => {
  const page = await open();
  await draw(page, 'lobby');
  await button(page, 'Decline').focus();
  await page.evaluate((messages) => {
    document.querySelector('#stage')?.append(Object.assign(document.createElement('firelink-question'), { messages }));
  }, decline);
  const dialog = page.getByRole('dialog', { name: decline.title });
  await dialog.waitFor();
  await answer(page);
  await dialog.waitFor({ state: 'hidden' });
  await expect.poll(() => heardOn(page)).toEqual([{ type: 'firelink-answer', detail: { isYes: false } }]);
  expect(await focused(page)).toBe('Decline');
});
