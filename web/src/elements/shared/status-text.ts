import type { CallState, EndedReason } from 'firelink/call';
import type { Messages } from '../i18n/messages.ts';

/**
 * What the live region of the call's state says: '' where the screen itself says all there is.
 *
 * @param isUnverifiable an attacker may be in between, which is more urgent than that the two are connected
 */
export function statusText(state: CallState, messages: Messages['status'], isUnverifiable = false): string {
  switch (state.phase) {
    case 'idle':
    case 'preparing':
    case 'answering':
    case 'returning':
      return '';
    case 'ringing': return messages.waiting;
    case 'connecting': return messages.connecting;
    case 'connected': return isUnverifiable ? messages.unverified : messages.connected;
    case 'reconnecting': return messages.reconnecting;
    case 'ended': return endedText(state.reason, messages);
  }
}

function endedText(reason: EndedReason, messages: Messages['status']): string {
  if (reason === 'full') return messages.full;
  if (reason === 'not-found') return messages.notFound;
  if (reason === 'expired') return messages.expired;
  if (reason === 'link-incomplete') return messages.incomplete;
  return messages.ended;
}
