/** The caller tells the callee by what the two can call again: each page of hers that it meets, once. */
import type { Role } from '#protocol/identifiers.ts';
import { isText } from '../../base/parse.ts';
import type { CallChannels } from '../channels/call-channels.ts';
import type { MessageType } from '../channels/message-registry.ts';
import type { NextCallValue } from './next-call-value.ts';

/** 16 bytes in base64url. The last character has four bits to spare: with one of them set it would be read as nothing, and make no secret. */
const VALUE = /^[\w-]{21}[AQgw]$/;

export const NEXT_CALL: MessageType<{ readonly value: string }> = {
  type: 'next-call',
  parse: ({ value }) => (isText(value) && VALUE.test(value) ? { value } : undefined),
};

export function exchangeNextCall(channels: CallChannels, nextCall: NextCallValue, role: () => Role): void {
  channels.onMeet(() => {
    if (role() === 'caller') channels.tell(NEXT_CALL, { value: nextCall.offer() });
  });
  channels.messages.on(NEXT_CALL, ({ value }) => {
    if (role() === 'callee') nextCall.take(value);
  });
}
