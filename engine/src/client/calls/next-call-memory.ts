/**
 * What a tab keeps so that its person can call again with a link: the value that the two have told each other, how far
 * they have come, and in which of the link's calls the tab is, so that a reload is back in that one.
 */
import { isCallId, type CallId } from '#protocol/identifiers.ts';
import { isInteger } from '../../base/parse.ts';
import { browserStorage, type KeyValues } from '../../base/storage/key-values.ts';
import type { NextCallValue } from '../../call/ending/next-call-value.ts';
import { fromBase64Url, toBase64Url } from '../../base/bytes.ts';
import { createLinkSecret, MAX_NEXT_CALLS } from '../../signaling/link/call-link.ts';
import type { NextCall } from '../../signaling/link/next-calls.ts';

export class NextCallMemory {
  readonly #key: string;
  readonly #storage: KeyValues;

  /** @param linkCallId of the link's own call */
  constructor(linkCallId: CallId, storage: KeyValues = browserStorage.session) {
    this.#key = `firelink/next-call/${linkCallId}`;
    this.#storage = storage;
  }

  get value(): string | undefined {
    return this.#storage.get(this.#key);
  }

  /** The last of the link's calls in which the two have met: 0 is the link's own. */
  get step(): number {
    return stepIn(this.#storage.get(`${this.#key}/step`)) ?? 0;
  }

  /** The call after the link's own that this tab is in, or was in last. */
  get current(): NextCall | undefined {
    const [number, callId = '', key = ''] = (this.#storage.get(`${this.#key}/current`) ?? '').split(' ');
    const step = stepIn(number);
    const secret = fromBase64Url(key);
    return step !== undefined && isCallId(callId) && secret ? { step, callId, secret } : undefined;
  }

  set current({ step, callId, secret }: NextCall) {
    this.#storage.set(`${this.#key}/current`, `${step} ${callId} ${toBase64Url(secret)}`);
  }

  /** What the call at `step` tells the other side, and keeps of what it is told. */
  valueAt(step: number): NextCallValue {
    const keep = (value: string): void => {
      this.#storage.set(this.#key, value);
      this.#storage.set(`${this.#key}/step`, String(step));
    };
    return {
      offer: () => {
        const value = this.value ?? toBase64Url(createLinkSecret());
        keep(value);
        return value;
      },
      take: keep,
      renew: () => this.#storage.remove(this.#key),
    };
  }
}

/** @returns undefined for anything that no call of a link has for its number: other code of this origin writes here, too */
function stepIn(text: string | undefined): number | undefined {
  const step = Number(text === undefined || text === '' ? Number.NaN : text);
  return isInteger(step, 0, MAX_NEXT_CALLS) ? step : undefined;
}
