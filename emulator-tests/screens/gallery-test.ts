import type { BrowserContextOptions, Page } from 'playwright-core';
import { test as base } from 'vitest';
import { oncePerFile } from '../support/once-per-file.ts';
import { openGallery } from './gallery.ts';

/** A test of drawn screens. `open` opens a page that closes after it. */
export const test = base
  .extend('gallery', { scope: 'file' }, oncePerFile(openGallery, (gallery) => gallery.close()))
  .extend('open', ({ gallery }, { onCleanup }) => {
    const pages: Page[] = [];
    onCleanup(async () => {
      await Promise.all(pages.map((page) => page.context().close()));
    });
    return async (options?: BrowserContextOptions) => {
      const page = await gallery.open(options);
      pages.push(page);
      return page;
    };
  });
