/**
 * A signal channel in memory, for tests, the simulator and the demonstration page: the same intentions as
 * firestore.rules, in virtual time. Nothing is reported synchronously, and all bytes are copied in and out.
 */
import { delay, type Clock } from '../../base/clock.ts';
import { AppError } from '../../base/errors.ts';
import { ServerClock } from '../../base/server-clock.ts';
import { Scope } from '../../base/scope.ts';
import { PROTOCOL_VERSION } from '#protocol/limits.ts';
import type { CallId, Role } from '#protocol/identifiers.ts';
import { LATE_MS, MemoryFaults } from './memory-faults.ts';
import { applyWrite, canListBatches, type StoredCall } from './memory-rules.ts';
import { batchIn, type CallSeen, type CommitOutcome, type SignalChannel, type SignalWrite } from '../signal-channel.ts';

export interface MemoryStore {
  /** Another participant's way in. `faults` are its alone; `serverClock` is over the clock of its own machine, where that is another. */
  channel(callId: CallId, uid: string, faults?: MemoryFaults, serverClock?: ServerClock): SignalChannel;
  /** What stands under the id, for a test to look at. */
  peek(callId: CallId): StoredCall;
  /** Puts a state there, rules or no rules; observers are told. */
  put(stored: StoredCall): void;
}

export function createMemoryStore(clock: Clock): MemoryStore {
  const calls = new Map<CallId, StoredCall>();
  const watchers = new Set<() => void>();
  const peek = (callId: CallId): StoredCall => calls.get(callId) ?? { callId, batches: { caller: [], callee: [] } };
  const put = (stored: StoredCall): void => {
    calls.set(stored.callId, stored);
    for (const watcher of [...watchers]) watcher();
  };
  const watch = (watcher: () => void): (() => void) => {
    watchers.add(watcher);
    return () => watchers.delete(watcher);
  };
  return {
    peek: (callId) => structuredClone(peek(callId)),
    put: (stored) => put(structuredClone(stored)),
    channel: (callId, uid, faults = new MemoryFaults(), serverClock = new ServerClock(clock)) =>
      new MemoryChannel(callId, uid, { clock, peek, put, watch }, faults, serverClock),
  };
}

interface StoreAccess {
  readonly clock: Clock;
  readonly peek: (callId: CallId) => StoredCall;
  readonly put: (stored: StoredCall) => void;
  readonly watch: (watcher: () => void) => () => void;
}

class MemoryChannel implements SignalChannel {
  readonly callId: CallId;
  readonly uid: string;
  readonly serverClock: ServerClock;
  readonly #store: StoreAccess;
  readonly #faults: MemoryFaults;
  readonly #scope = new Scope();
  /** By `side/index`: the batches that this channel has written or seen. */
  readonly #known = new Set<string>();

  constructor(callId: CallId, uid: string, store: StoreAccess, faults: MemoryFaults, serverClock: ServerClock) {
    this.callId = callId;
    this.uid = uid;
    this.#store = store;
    this.#faults = faults;
    this.serverClock = serverClock;
  }

  observeCall(onSeen: (seen: CallSeen) => void): () => void {
    return this.#observe(
      ({ document }) => document,
      () => onSeen(this.#look()),
    );
  }

  observeBatches(side: Role, onBatches: Parameters<SignalChannel['observeBatches']>[1]): () => void {
    const visible = ({ document, batches }: StoredCall): StoredCall['batches'][Role] | undefined =>
      canListBatches(document, this.uid) ? batches[side] : undefined;
    return this.#observe(visible, () => {
      const batches = this.#faults.failure ? undefined : visible(this.#store.peek(this.callId));
      if (!batches) return;
      for (const { index } of batches) this.#known.add(`${side}/${index}`);
      onBatches(structuredClone(batches));
    });
  }

  async read(): Promise<CallSeen> {
    const asked = this.serverClock.moment();
    await this.#travel();
    const seen: CallSeen = this.#faults.failReads ? { kind: 'lost', error: this.#faults.error() } : this.#look();
    const storeMs = this.#store.clock.now();
    await this.#travel();
    if (seen.kind !== 'lost') this.serverClock.learn(storeMs, asked);
    return seen;
  }

  async commit(write: SignalWrite): Promise<CommitOutcome> {
    const { failure } = this.#faults;
    const fault = this.#faults.nextCommit();
    const sent = structuredClone(write);
    const asked = this.serverClock.moment();
    await this.#travel();
    if (fault === 'land-late') this.#store.clock.after(LATE_MS, () => this.#apply(sent));
    if (fault === 'lose-request' || fault === 'land-late') return { kind: 'unknown', error: this.#faults.error() };
    const isAllowed = fault !== 'deny' && this.#apply(sent);
    const storeMs = this.#store.clock.now();
    await this.#travel();
    if (this.#faults.replyMs > 0) await delay(this.#store.clock, this.#faults.replyMs);
    if (fault === 'lose-answer') return { kind: 'unknown', error: this.#faults.error() };
    // A denial doesn't say what time it is.
    if (isAllowed) this.serverClock.learn(storeMs, asked);
    return isAllowed ? { kind: 'committed' } : { kind: 'denied', error: new AppError(failure === 'signed-out' ? failure : 'refused', { detail: write.intent }) };
  }

  warm(): void {}

  refresh(): void {}

  commitOnLeaving(write: SignalWrite & { readonly intent: 'away' }): void {
    if (!this.#faults.failure) this.#apply(write);
  }

  close(): void {
    this.#scope.end();
  }

  /** @returns whether it was allowed */
  #apply(write: SignalWrite): boolean {
    const next = applyWrite(this.#store.peek(this.callId), write, this.uid, this.#store.clock.now());
    if (next === 'denied') return false;
    const batch = batchIn(write);
    if (batch) this.#known.add(`${batch.side}/${batch.index}`);
    this.#store.put(write.intent === 'delete' && write.batches === 'known' ? { ...next, batches: this.#unknown() } : next);
    return true;
  }

  /** What a deletion of the known ones leaves. */
  #unknown(): StoredCall['batches'] {
    const { batches } = this.#store.peek(this.callId);
    const of = (side: Role): StoredCall['batches'][Role] => batches[side].filter(({ index }) => !this.#known.has(`${side}/${index}`));
    return { caller: of('caller'), callee: of('callee') };
  }

  #look(): CallSeen {
    if (this.#faults.failure) return { kind: 'lost', error: this.#faults.error() };
    const { document } = this.#store.peek(this.callId);
    if (!document) return { kind: 'missing' };
    if (document.v !== PROTOCOL_VERSION) return { kind: 'unreadable', problem: { kind: 'other-version', version: document.v } };
    return { kind: 'present', call: structuredClone(document) };
  }

  /** One way of the way there and back. */
  async #travel(): Promise<void> {
    if (this.#faults.delayMs > 0) await new Promise<void>((resolve) => this.#store.clock.after(this.#faults.delayMs, resolve));
    else await Promise.resolve();
  }

  /**
   * Reports now, and when what `select` picks is another one. Several changes before a report become one, as with
   * Firestore, so an observer must bear missing the values in between.
   */
  #observe(select: (stored: StoredCall) => unknown, report: () => void): () => void {
    const scope = this.#scope.child();
    let last: unknown;
    let isDue = false;
    const tell = (): void => {
      if (isDue || scope.isEnded) return;
      isDue = true;
      const release = scope.own(
        this.#store.clock.after(this.#faults.delayMs, () => {
          release();
          isDue = false;
          if (this.#faults.holdsSnapshots) return;
          last = select(this.#store.peek(this.callId));
          report();
        }),
      );
    };
    scope.own(this.#store.watch(() => {
      if (select(this.#store.peek(this.callId)) !== last) tell();
    }));
    scope.own(this.#faults.watch(tell));
    tell();
    return () => scope.end();
  }
}
