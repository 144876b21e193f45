import type { CallView } from 'firelink/call';
import type { ScreenView } from 'firelink/media';
import { screenWords } from '../i18n/screen-words.ts';
import { isolated } from '../shared/isolated.ts';

/**
 * What is told of screens, each sentence in its place, so that one that comes does not have the others read
 * again: that the other side shares one, then why one's own could not be shared and what to do.
 */
export function screenAnnouncements({ screen, displayName }: CallView['remote'], own: ScreenView | undefined): readonly string[] {
  const words = screenWords();
  const { title = '', text = '' } = own?.failure ? words.failures[own.failure] : {};
  const begun = screen ? words.begun(displayName === undefined ? undefined : isolated(displayName)) : '';
  return [begun, title, text];
}
