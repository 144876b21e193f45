import { enCall } from './en-call.ts';
import { loadedLaterMessages } from './index.ts';
import type { CallMessages } from './messages.ts';

export type { CallMessages } from './messages.ts';

/** The messages of the call's screens. Nothing that the first screen is made of imports this. */
export function callMessages(): CallMessages {
  return loadedLaterMessages() ?? enCall;
}
