import type { CallView } from 'firelink/call';
import type { ScreenView } from 'firelink/media';
import { screenWords } from '../i18n/call/screen-words.ts';
import { isolated } from '../shared/isolated.ts';

/**
 * The announcements about screens for a screen reader: that the other side shares one, then why one's own could not be shared, then the
 * next step. Each has its own place, '' for none, so that the reader reads out only the one that has changed.
 */
export function screenAnnouncements({ screen, displayName }: CallView['remote'], own: ScreenView | undefined): readonly string[] {
  const words = screenWords();
  const { title = '', text = '' } = own?.failure ? words.failures[own.failure] : {};
  const begun = screen ? words.begun(displayName === undefined ? undefined : isolated(displayName)) : '';
  return [begun, title, text];
}
