import { test as base } from 'vitest';
import { oncePerFile } from '../support/once-per-file.ts';
import { openBlankPage } from './blank-page.ts';

/** A test in an empty page, which the tests of a file share. */
export const test = base
  .extend('blank', { scope: 'file' }, oncePerFile(() => openBlankPage(), (blank) => blank.close()))
  .extend('page', { scope: 'file' }, ({ blank }) => blank.page);
