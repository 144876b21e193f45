import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { launchBrowser } from '../support/browsers/browser.ts';
import { watchForFull } from './full-watch.ts';

let page: Page;
let close: () => Promise<void>;
beforeAll(async () => {
  const browser = await launchBrowser();
  close = () => browser.close();
  page = await browser.newPage();
});
afterAll(() => close());

/** In the page: the app with that status, as deep as its own elements have it. */
const showStatus = (text: string): void => {
  const app = document.body.appendChild(document.createElement('firelink-app'));
  const status = app.attachShadow({ mode: 'open' }).appendChild(document.createElement('firelink-status'));
  status.attachShadow({ mode: 'open' }).innerHTML = `<div role="status">${text}</div>`;
};

test('a page that tells a party that the call is full is noticed, and one that tells something else is not', async () => {
  const told: string[] = [];
  await watchForFull(page, (text) => void told.push(text));
  await page.goto('data:text/html,<body>');
  await page.evaluate(showStatus, 'Careful: reconnecting');
  await page.goto('data:text/html,<body><p>');
  await page.evaluate(showStatus, 'This call is full');
  await expect.poll(() => told).toEqual(['This call is full']);
});
