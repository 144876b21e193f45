import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../support/browsers/browser.ts';
import { LAG_LIMIT_MS, LagWatch } from './lag.ts';

let page: Page;
let close: () => Promise<void>;
beforeAll(async () => {
  const browser = await launchBrowser();
  close = () => browser.close();
  page = await browser.newPage();
});
afterAll(() => close());

/** In the page: nothing else happens meanwhile. */
const standStill = (ms: number): void => {
  for (const until = performance.now() + ms; performance.now() < until;);
};

test('a page that stands still is late, unless it was stopped on purpose; so is the tests’ own process', async () => {
  const lag = new LagWatch();
  let isStopped = false;
  await lag.watch(page, () => (isStopped ? [{ from: 0, until: Infinity }] : []));
  await page.goto('about:blank');
  lag.begin();
  await page.evaluate(standStill, 2 * LAG_LIMIT_MS);
  await expect.poll(() => lag.read().pages).toBeGreaterThan(LAG_LIMIT_MS);
  isStopped = true;
  expect(lag.read().pages).toBe(0);
  standStill(2 * LAG_LIMIT_MS);
  await expect.poll(() => lag.read().driver).toBeGreaterThan(LAG_LIMIT_MS);
  lag.begin();
  expect(lag.read()).toEqual({ driver: 0, pages: 0 });
  lag.end();
});
