import { test as base } from 'vitest';
import { oncePerFile } from '../support/once-per-file.ts';
import { ManualSite } from './manual-site.ts';

/** A test of people at /manual. After it everybody leaves, and nobody has asked another server for anything. */
export const test = base
  .extend('opened', { scope: 'file' }, oncePerFile(() => ManualSite.open(), (site) => site.close()))
  .extend('site', ({ opened }, { onCleanup }) => {
    onCleanup(() => opened.clear());
    return opened;
  });
