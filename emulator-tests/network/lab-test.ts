import { test as base } from 'vitest';
import { sharedStack } from '../support/stacks/shared-stack.ts';
import { oncePerFile } from '../support/once-per-file.ts';
import { LabCast, type Site } from './lab-cast.ts';
import { buildLab, type NetworkStack } from './network-stack.ts';

/** A test on real networks. After it all pages are closed, and the laboratory is as it was. */
export const test = base
  .extend('stack', { scope: 'file' }, () => sharedStack<NetworkStack>('network'))
  .extend('laboratory', { scope: 'file' }, oncePerFile(async () => (await buildLab()).lab, (laboratory) => laboratory.remove()))
  .extend('lab', ({ laboratory }, { onCleanup }) => {
    onCleanup(() => laboratory.reset());
    return laboratory;
  })
  .extend('gatherAt', ({ lab, stack }, { onCleanup }) => {
    let cast: LabCast | undefined;
    onCleanup(() => cast?.disband());
    return async (site: Site) => (cast = await LabCast.gather(lab, stack, site));
  });
