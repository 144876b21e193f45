import type { CallView } from 'firelink/call';
import { handWords } from '../i18n/call/hand-words.ts';
import { isolated } from '../shared/isolated.ts';

/** The announcements about hands for a screen reader, each in its own place, '' for none: the other side's is up, one's own is. */
export function handAnnouncements({ record, displayName }: CallView['remote'], isOwnRaised: boolean): readonly string[] {
  const words = handWords();
  const other = record?.raisedHand ? words.otherRaised(displayName === undefined ? undefined : isolated(displayName)) : '';
  return [other, isOwnRaised ? words.raised : ''];
}
