import { isCallId, type CallId } from '#protocol/identifiers.ts';
import { delay, type Clock } from '../../base/clock.ts';
import { browserStorage, type KeyValues } from '../../base/storage/key-values.ts';
import { cleanUpCall, type PendingCleanups } from '../../call/ending/pending-cleanups.ts';
import type { SignalChannel } from '../../signaling/signal-channel.ts';

const KEY = 'firelink/pending-cleanups';

/** Each is a request at the next visit; beyond this number the oldest are forgotten. */
const MOST = 20;

/** Cleanups wait, so that a call that begins has the network to itself. */
const AFTER_MS = 10_000;

/** Kept by the browser for all of its tabs: ids alone, never a key of a link. */
export class WebPendingCleanups implements PendingCleanups {
  readonly #storage: KeyValues;

  constructor(storage: KeyValues = browserStorage.local) {
    this.#storage = storage;
  }

  get callIds(): readonly CallId[] {
    return (this.#storage.get(KEY) ?? '').split(' ').filter(isCallId);
  }

  remember(callId: CallId): void {
    this.#keep([...this.callIds.filter((one) => one !== callId), callId].slice(-MOST));
  }

  forget(callId: CallId): void {
    this.#keep(this.callIds.filter((one) => one !== callId));
  }

  #keep(callIds: readonly CallId[]): void {
    if (callIds.length === 0) this.#storage.remove(KEY);
    else this.#storage.set(KEY, callIds.join(' '));
  }
}

/** Cleans up after calls of earlier visits, one after the other. What still runs, or can't be reached, stays for another time. */
export async function cleanUpFormerCalls(pendingCleanups: WebPendingCleanups, openChannel: (callId: CallId) => SignalChannel, clock: Clock): Promise<void> {
  const former = pendingCleanups.callIds;
  if (former.length === 0) return;
  await delay(clock, AFTER_MS);
  for (const callId of former) {
    const channel = openChannel(callId);
    if (await cleanUpCall(channel, clock, 'all') === 'nothing') pendingCleanups.forget(callId);
    channel.close();
  }
}
