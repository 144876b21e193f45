import { enManual } from './en-manual.ts';
import { loadedLaterMessages } from './index.ts';
import type { ManualMessages } from './messages.ts';

/** The messages of connecting by hand, which a call over a server does without. */
export function manualMessages(): ManualMessages['manual'] {
  return (loadedLaterMessages() ?? enManual).manual;
}
