import type { BrowserContextOptions, Page } from 'playwright-core';
import { test as base } from 'vitest';
import { oncePerFile } from '../support/once-per-file.ts';
import { openStories } from './stories-site.ts';

/** A test of stories. `open` opens a page of them, which closes after the test. */
export const test = base
  .extend('stories', { scope: 'file' }, oncePerFile(openStories, (stories) => stories.close()))
  .extend('open', ({ stories }, { onCleanup }) => {
    const pages: Page[] = [];
    onCleanup(async () => {
      await Promise.all(pages.map((page) => page.context().close()));
    });
    return async (options?: BrowserContextOptions) => {
      const page = await stories.open(options);
      pages.push(page);
      return page;
    };
  });
