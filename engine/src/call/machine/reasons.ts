/** Why a call is over for this side: each has a screen of its own (messages in web/src/elements/i18n) and a next step. */
import type { Failure } from '../../base/errors.ts';

/** Every EndedReason. */
export const ENDED_REASONS = [
  // a person meant it
  'you-hung-up', 'other-hung-up', 'other-left', 'declined', 'you-declined',
  // the link
  'expired', 'not-found', 'over', 'full', 'link-incomplete', 'wrong-key', 'other-version', 'malformed',
  // the connection; `unreachable` is shown with whether a relay was configured
  'unreachable', 'failed',
  // this browser
  'permission-denied', 'no-device', 'unsupported-browser', 'insecure-page', 'webrtc-off', 'storage-blocked', 'open-elsewhere', 'page-incomplete',
  // the store
  'signed-out', 'refused', 'quota-exhausted', 'offline', 'unavailable',
] as const;
/** Why a call is over for this side: a name for the app to put into words. `unreachable`: no path was found; `CallView.hasRelay` says whether a relay was configured. */
export type EndedReason = (typeof ENDED_REASONS)[number];

/** The screen for a failure that ends a call. */
export function reasonFor(failure: Failure): EndedReason {
  switch (failure) {
    case 'forged': return 'wrong-key';
    case 'not-for-me': return 'failed';
    case 'device-busy': return 'no-device';
    default: return failure;
  }
}
