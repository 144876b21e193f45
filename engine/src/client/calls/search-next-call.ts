/** Looks up a link's next calls, in one request, in a chunk of its own: few people call again. */
import { chooseNextCall, type NextCallChoice } from '../../call/ending/choose-next-call.ts';
import { deriveNextCalls, type LinkSecret } from '../../signaling/link/next-calls.ts';
import type { Backend } from '../firebase/backend.ts';

export interface Search {
  readonly link: LinkSecret;
  readonly value: string;
  /** The last of the link's calls in which the two have met. */
  readonly step: number;
  /** The last of them that this page knows to be over. */
  readonly over: number;
}

export async function searchNextCall({ link, value, step, over }: Search, { readCalls, serverClock, uid }: Pick<Backend, 'readCalls' | 'serverClock' | 'uid'>): Promise<NextCallChoice> {
  const calls = await deriveNextCalls(link, value);
  const seen = await readCalls(calls.map(({ callId }) => callId));
  return chooseNextCall(calls, seen, { uid, step, over, now: serverClock.now() });
}
