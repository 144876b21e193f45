import type { SignalChannel } from './signal-channel.ts';

/**
 * Whether a lease is over by the store's own clock. What seems over by a clock that may be wrong is asked of the store,
 * at the price of a read. Undefined where it could not be told.
 *
 * @param expiresAt ms since 1970, as the document has it
 */
export async function hasRunOut(channel: Pick<SignalChannel, 'serverClock' | 'read'>, expiresAt: number): Promise<boolean | undefined> {
  const { serverClock } = channel;
  if (expiresAt > serverClock.now()) return false;
  if (!serverClock.isSure) await channel.read();
  return serverClock.isSure ? expiresAt <= serverClock.now() : undefined;
}
