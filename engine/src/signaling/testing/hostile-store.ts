/**
 * A store under the control of an attacker: it carries the commits, keeps a copy of all of them, and shows
 * each side any message that a test puts in their place. It lies over any SignalChannel, and it has no key.
 */
import type { CallDocument } from '#protocol/call-document.ts';
import type { CandidateBatch } from '#protocol/candidate-batch.ts';
import type { CallId, Role } from '#protocol/identifiers.ts';
import type { ServerClock } from '../../base/server-clock.ts';
import type { SealContext } from '../seal/seal.ts';
import type { CallSeen, SignalChannel, SignalWrite } from '../signal-channel.ts';

export const PLACES = ['offer', 'answer', 'caller-batch', 'callee-batch'] as const;
export type Place = (typeof PLACES)[number];

/** A sealed message, and where it stands. */
export interface Message {
  readonly callId: CallId;
  readonly place: Place;
  readonly round: number;
  /** The index of a batch, 0 for descriptions. */
  readonly index: number;
  readonly sealed: Uint8Array;
}

/**
 * What is shown where `message` stands, one after the other: nothing withholds it. `archive` is all that was committed
 * so far, in this call and in others, the latest last.
 */
export type Tampering = (message: Message, archive: readonly Message[]) => readonly Message[];

export const honest: Tampering = (message) => [message];

export class HostileStore {
  readonly #archive: Message[] = [];

  get archive(): readonly Message[] {
    return this.#archive;
  }

  /** One side's way to the store. */
  wrap(channel: SignalChannel): HostileChannel {
    return new HostileChannel(channel, this.#archive);
  }
}

export class HostileChannel implements SignalChannel {
  readonly callId: CallId;
  readonly uid: string;
  readonly serverClock: ServerClock;
  readonly #inner: SignalChannel;
  readonly #archive: Message[];
  #tampering: Tampering = honest;
  readonly #again = new Set<() => void>();

  constructor(inner: SignalChannel, archive: Message[]) {
    this.callId = inner.callId;
    this.uid = inner.uid;
    this.serverClock = inner.serverClock;
    this.#inner = inner;
    this.#archive = archive;
  }

  /** What this side is shown from now on; what it has been shown last is shown again so. */
  tamper(tampering: Tampering): void {
    this.#tampering = tampering;
    for (const again of [...this.#again]) again();
  }

  observeCall(onSeen: (seen: CallSeen) => void): () => void {
    return this.#observe((report) => this.#inner.observeCall(report), (seen: CallSeen) => {
      for (const shown of this.#showCall(seen)) onSeen(shown);
    });
  }

  observeBatches(side: Role, onBatches: (batches: readonly CandidateBatch[]) => void): () => void {
    return this.#observe((report) => this.#inner.observeBatches(side, report), (batches: readonly CandidateBatch[]) => {
      onBatches(batches.flatMap(({ expiresAt, ...batch }) =>
        this.#show({ callId: this.callId, place: `${side}-batch`, ...batch }).map(({ index, round, sealed }) => ({ index, round, sealed, expiresAt })),
      ));
    });
  }

  async read(): Promise<CallSeen> {
    const seen = await this.#inner.read();
    return this.#showCall(seen).at(-1) ?? { kind: 'missing' };
  }

  commit(write: SignalWrite): ReturnType<SignalChannel['commit']> {
    this.#keep(write);
    return this.#inner.commit(write);
  }

  warm(): void {
    this.#inner.warm();
  }

  refresh(): void {
    this.#inner.refresh();
  }

  commitOnLeaving(write: SignalWrite & { readonly intent: 'away' }): void {
    this.#inner.commitOnLeaving(write);
  }

  close(): void {
    this.#inner.close();
    this.#again.clear();
  }

  #observe<T>(start: (report: (value: T) => void) => () => void, show: (value: T) => void): () => void {
    let last: { readonly value: T } | undefined;
    const again = (): void => {
      if (last) show(last.value);
    };
    this.#again.add(again);
    const stop = start((value) => {
      last = { value };
      show(value);
    });
    return () => {
      this.#again.delete(again);
      stop();
    };
  }

  #show(message: Message): readonly Message[] {
    return this.#tampering({ ...message, sealed: message.sealed.slice() }, this.#archive);
  }

  /** As many looks as there are offers or answers to show; without an offer there is no call to show. */
  #showCall(seen: CallSeen): readonly CallSeen[] {
    if (seen.kind !== 'present') return [seen];
    const { answer, ...call } = seen.call;
    const offers = this.#show({ callId: this.callId, place: 'offer', index: 0, ...call.offer });
    const answers = answer ? this.#show({ callId: this.callId, place: 'answer', index: 0, ...answer }) : [];
    if (offers.length === 0) return [];
    return Array.from({ length: Math.max(offers.length, answers.length) }, (_, at) => {
      const [offer, shownAnswer] = [offers[at] ?? offers.at(-1), answers[at] ?? answers.at(-1)];
      return { kind: 'present', call: { ...call, ...describe('offer', offer), ...describe('answer', shownAnswer) } };
    });
  }

  #keep(write: SignalWrite): void {
    const keep = (place: Place, message: { readonly index?: number; readonly round: number; readonly sealed: Uint8Array }): void => {
      const { index = 0, round, sealed } = message;
      this.#archive.push({ callId: this.callId, place, round, index, sealed: sealed.slice() });
    };
    if ('offer' in write) keep('offer', write.offer);
    if ('answer' in write) keep('answer', write.answer);
    if ('batch' in write && write.batch) keep('side' in write ? `${write.side}-batch` : 'offer' in write ? 'caller-batch' : 'callee-batch', write.batch);
  }
}

/** The context in which the receiver opens the message. */
export function contextOf({ callId, place, round, index }: Message): SealContext {
  const role = place === 'offer' || place === 'caller-batch' ? 'caller' : 'callee';
  return { callId, role, kind: place === 'offer' || place === 'answer' ? place : 'candidates', round, index };
}

function describe<K extends 'offer' | 'answer'>(name: K, message: Message | undefined): Partial<Pick<CallDocument, K>> {
  if (!message) return {};
  const description = { round: message.round, sealed: message.sealed };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a computed name loses its literal type
  return { [name]: description } as unknown as Partial<Pick<CallDocument, K>>;
}
