import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { STORIES } from '../../web/src/elements/testing/stories.ts';
import { test } from './stories-test.ts';
import { axeFindings, draw } from './stories-site.ts';

const PICTURES = fileURLToPath(new URL('../../output/screens/', import.meta.url));

type Look = readonly [size: string, colorScheme: 'light' | 'dark', viewport: { readonly width: number; readonly height: number }];

/** Every story at each of these sizes and colours: axe finds nothing, and a picture is kept for review. */
export function describeEachScreen(looks: readonly Look[]): void {
  describe('every story', () => {
    describe.each(looks)('at %s, %s', (size, colorScheme, viewport) => {
      let page: Page;
      test.beforeAll(async ({ stories }) => {
        page = await stories.open({ viewport, colorScheme, reducedMotion: 'reduce' });
        return () => page.context().close();
      });

      test.each(Object.keys(STORIES))('axe finds nothing on %s', async (name) => {
        await draw(page, name);
        await page.screenshot({ path: `${PICTURES}${name}-${size}-${colorScheme}.png` });
        expect(await axeFindings(page)).toEqual([]);
      });
    });
  });
}
