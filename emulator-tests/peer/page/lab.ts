/** What the tests find in the page, as `lab`. */
import { Scope } from '../../../engine/src/base/scope.ts';
import { missingBrowserFeatures, isMediaSupported } from '../../../engine/src/media/devices/browser-features.ts';
import { createLocalMedia } from '../../../engine/src/media/inputs/local-media.ts';
import { browserMediaDevices } from '../../../engine/src/media/devices/media-devices.ts';
import { colorTrack, untilSeen } from './pictures.ts';
import { connectedPair, runRound, Side } from './side.ts';
import { openJournal } from './tab-journal.ts';
import { talkOverThree } from './talkers.ts';

const lab = {
  Scope, Side, connectedPair, runRound, colorTrack, untilSeen, talkOverThree, openJournal,
  createLocalMedia, browserMediaDevices, missingBrowserFeatures, isMediaSupported,
  /** The name of the failure that `work` rejects with, or 'none'. */
  failureOf: (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'none',
      (error: unknown) => (typeof error === 'object' && error !== null && 'failure' in error ? String(error.failure) : String(error)),
    ),
};

declare global {
  var lab: Lab;
}
export type Lab = typeof lab;

globalThis.lab = lab;
