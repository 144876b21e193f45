import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { DRAWINGS } from '../../web/src/elements/testing/drawings.ts';
import { test } from './gallery-test.ts';
import { axeFindings, draw } from './gallery.ts';

const PICTURES = fileURLToPath(new URL('../../output/screens/', import.meta.url));

type Look = readonly [size: string, colorScheme: 'light' | 'dark', viewport: { readonly width: number; readonly height: number }];

/** Every drawing at each of these sizes and colours: axe finds nothing, and a picture is kept for whoever wants to look. */
export function describeEachScreen(looks: readonly Look[]): void {
  describe('every drawing', () => {
    describe.each(looks)('at %s, %s', (size, colorScheme, viewport) => {
      let page: Page;
      test.beforeAll(async ({ gallery }) => {
        page = await gallery.open({ viewport, colorScheme, reducedMotion: 'reduce' });
        return () => page.context().close();
      });

      test.each(Object.keys(DRAWINGS))('axe finds nothing on %s', async (name) => {
        await draw(page, name);
        await page.screenshot({ path: `${PICTURES}${name}-${size}-${colorScheme}.png` });
        expect(await axeFindings(page)).toEqual([]);
      });
    });
  });
}
