import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { STORIES } from '../../../web/src/elements/testing/stories.ts';
import { AXE, drawOnPage, LAPTOP, PHONE, runAxe, serveStories, type StoriesServer } from '../../screens/stories-site.ts';
import { type Firefox, launchFirefox } from '../../support/browsers/firefox.ts';
import { PATIENCE_MS } from '../../support/patience.ts';

let stories: StoriesServer;
let firefox: Firefox;
beforeAll(async () => {
  [stories, firefox] = await Promise.all([serveStories(), launchFirefox()]);
});
afterAll(async () => {
  await Promise.all([stories.close(), firefox.close()]);
});

describe.each([['390x844', PHONE], ['1440x900', LAPTOP]] as const)('in Firefox, at %s', (_size, viewport) => {
  let page: Page;
  beforeAll(async () => {
    page = await firefox.browser.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    await page.setViewport(viewport);
    await page.goto(stories.url);
    await page.waitForFunction(() => 'draw' in globalThis);
    await page.addScriptTag({ path: AXE });
  });
  afterAll(() => page.close());

  test.each(Object.keys(STORIES))('axe finds nothing on %s, and nothing is cut off', async (name) => {
    await page.evaluate(drawOnPage, [name] as const);
    expect(await page.evaluate(runAxe)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(viewport.width);
  });
});
