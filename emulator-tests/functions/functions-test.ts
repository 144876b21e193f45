import { test as base } from 'vitest';
import { oncePerFile } from '../support/once-per-file.ts';
import { startFunctionsSuite } from './functions-suite.ts';

/** A test of the packed functions on emulators. It finds the database empty. */
export const test = base
  .extend('opened', { scope: 'file' }, oncePerFile(startFunctionsSuite, (suite) => suite.stop()))
  .extend('suite', async ({ opened }) => {
    await opened.clearFirestore();
    return opened;
  });
