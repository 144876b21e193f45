import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DRAWINGS } from '../../web/src/ui/testing/drawings.ts';
import { axeFindings, draw, openGallery, type Gallery } from './gallery.ts';

const PICTURES = fileURLToPath(new URL('../../output/screens/', import.meta.url));

type Look = readonly [size: string, colorScheme: 'light' | 'dark', viewport: { readonly width: number; readonly height: number }];

/** Every drawing at each of these sizes and colours: axe finds nothing, and a picture is kept for whoever wants to look. */
export function describeEachScreen(looks: readonly Look[]): void {
  describe('every drawing', () => {
    let gallery: Gallery;
    beforeAll(async () => {
      mkdirSync(PICTURES, { recursive: true });
      gallery = await openGallery();
    });
    afterAll(() => gallery.close());

    describe.each(looks)('at %s, %s', (size, colorScheme, viewport) => {
      let page: Page;
      beforeAll(async () => {
        page = await gallery.open({ viewport, colorScheme, reducedMotion: 'reduce' });
      });
      afterAll(() => page.context().close());

      test.each(Object.keys(DRAWINGS))('axe finds nothing on %s', async (name) => {
        await draw(page, name);
        await page.screenshot({ path: `${PICTURES}${name}-${size}-${colorScheme}.png` });
        expect(await axeFindings(page)).toEqual([]);
      });
    });
  });
}
