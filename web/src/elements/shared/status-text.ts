import type { CallState, EndedReason } from 'firelink/call';
import type { Words } from '../i18n/words.ts';

/**
 * What the app's one live region says of a state: '' where the screen itself says all there is.
 *
 * @param isUnverifiable somebody may be in between, which is more urgent than that the two are connected
 */
export function statusText(state: CallState, words: Words['status'], isUnverifiable = false): string {
  switch (state.phase) {
    case 'idle':
    case 'preparing':
    case 'answering':
    case 'returning':
      return '';
    case 'ringing': return words.waiting;
    case 'connecting': return words.connecting;
    case 'connected': return isUnverifiable ? words.unverified : words.connected;
    case 'reconnecting': return words.reconnecting;
    case 'ended': return endedText(state.reason, words);
  }
}

function endedText(reason: EndedReason, words: Words['status']): string {
  if (reason === 'full') return words.full;
  if (reason === 'not-found') return words.notFound;
  if (reason === 'expired') return words.expired;
  if (reason === 'link-incomplete') return words.incomplete;
  return words.ended;
}
