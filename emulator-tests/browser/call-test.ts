import { test as base } from 'vitest';
import { Cast } from './cast.ts';
import { Database } from './database.ts';
import { sharedStack } from './shared-stack.ts';

/** A test of people who call each other. After it everybody goes home; their browsers stay for the next one. */
export const test = base
  .extend('stack', { scope: 'file' }, () => sharedStack())
  .extend('company', { scope: 'file' }, async ({ stack }, { onCleanup }) => {
    const company = await Cast.gather(stack);
    onCleanup(() => company.disband());
    return company;
  })
  .extend('cast', ({ company, task }, { onCleanup }) => {
    onCleanup(async () => {
      const [error] = task.result?.errors ?? [];
      if (error) error.message += `\n${await company.testimony()}`;
      await company.goHome();
    });
    return company;
  })
  .extend('database', { scope: 'file' }, ({ stack }) => new Database(stack));
