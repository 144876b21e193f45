import type { Logger } from '../../base/logger.ts';
import type { Scope } from '../../base/scope.ts';
import { CHANNEL_IDS, channelOptions } from './channels.ts';
import { MAX_CONTROL_TEXT_LENGTH } from './control-messages.ts';
import type { PeerEvent } from '../peer.ts';

/** Opens the control channel on a connection. @returns `send`, as the port describes it */
export function openControlChannel(
  scope: Scope,
  connection: RTCPeerConnection,
  logger: Logger,
  report: (event: PeerEvent) => void,
): (text: string) => boolean {
  const channel = connection.createDataChannel('control', channelOptions(CHANNEL_IDS.control));
  let isOpen = false;
  const turn = (now: boolean): void => {
    if (isOpen === now) return;
    isOpen = now;
    report({ type: 'channel', isOpen });
  };
  scope.listen(channel, 'open', () => turn(true));
  // `closing` comes first, when the other side has gone; not every browser has it.
  scope.listen(channel, 'closing', () => turn(false));
  scope.listen(channel, 'close', () => turn(false));
  scope.listen(channel, 'message', (event) => {
    const data: unknown = event instanceof MessageEvent ? event.data : undefined;
    if (typeof data === 'string' && data.length <= MAX_CONTROL_TEXT_LENGTH) report({ type: 'message', text: data });
    else logger.log('debug', 'a message that is no text, or too long, was dropped');
  });
  return (text) => {
    if (scope.isEnded || channel.readyState !== 'open') return false;
    try {
      channel.send(text);
      return true;
    } catch (error) {
      // Between a failing transport and its event, or with a full buffer (both throw).
      logger.log('debug', 'the control channel refused a message', error);
      return false;
    }
  };
}
