import { enterBoth, launchFionasFirefox } from '../support/firefox-and-chromium.ts';
import { oncePerFile } from '../support/once-per-file.ts';
import { test as callTest } from './call-test.ts';

/** A test of alice, at Chromium, and fiona, at Firefox. After it both leave. */
export const test = callTest
  .extend('firefox', { scope: 'file' }, oncePerFile(launchFionasFirefox, (firefox) => firefox.close()))
  .extend('couple', async ({ cast, firefox }, { onCleanup }) => {
    const couple = await enterBoth(cast.alice(), firefox, cast.stack.url);
    onCleanup(() => couple.fiona.leaves());
    return couple;
  });
