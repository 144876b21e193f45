/** The signal channel over Firestore. firestore.rules decide what is written; protocol/ parses what comes back. */
import { disableNetwork, doc, enableNetwork, onSnapshot, type Firestore } from 'firebase/firestore';
import type { Clock } from '../../base/clock.ts';
import { contained, containing } from '../../base/contained.ts';
import { AppError, toAppError } from '../../base/errors.ts';
import type { Logger } from '../../base/logger.ts';
import { Scope } from '../../base/scope.ts';
import { ServerClock } from '../../base/server-clock.ts';
import { parseCallDocument } from '#protocol/call-document.ts';
import type { CallId, Role } from '#protocol/identifiers.ts';
import { LEASE_MS } from '#protocol/lifetimes.ts';
import { batchPath, callPath } from '#protocol/paths.ts';
import { outcomeOf, type DocumentRead } from './requests/firestore-answers.ts';
import { ListenerWatchdog } from './listening/listener-watchdog.ts';
import { FirestoreBatches } from './firestore-batches.ts';
import type { DocumentWrite } from './requests/firestore-commit.ts';
import { firestoreFailure } from './requests/firestore-errors.ts';
import { keepListening, type Pauses } from './listening/firestore-listening.ts';
import { FirestoreRequests, untilNotCalledOff } from './requests/firestore-requests.ts';
import { RepeatedRead, isRefused } from './listening/repeated-read.ts';
import { TokenCache, type GetTokens } from './requests/token-cache.ts';
import { planWrites } from './requests/firestore-write-plan.ts';
import { batchIn, type CallSeen, type CommitOutcome, type SignalChannel, type SignalWrite, type Stop } from '../signal-channel.ts';

export interface FirestoreChannelOptions {
  readonly firestore: Firestore;
  readonly callId: CallId;
  readonly uid: string;
  readonly clock: Clock;
  /** One for all channels of a page, so that what one has learned serves the next. */
  readonly serverClock?: ServerClock;
  readonly logger: Logger;
  /** For commits and reads, which go past the SDK; asked before each, and every few minutes. */
  readonly getTokens: GetTokens;
  /** `https://firestore.googleapis.com`, or the emulator's origin. */
  readonly restOrigin: string;
  /** A hidden page warms up no connection. */
  readonly isVisible: () => boolean;
  /** False where there is no network for certain. */
  readonly isOnline: () => boolean;
  readonly fetch?: typeof fetch;
  /** Told once, when the channel is closed. */
  readonly onClosed?: () => void;
}

/** The call's document can be read by every signed-in holder of its id: an error there is an outage, worth trying soon. */
const CALL_PAUSES: Pauses = { firstMs: 1000, longestMs: 30_000 };

export function createFirestoreChannel(options: FirestoreChannelOptions): SignalChannel {
  return new FirestoreChannel(options);
}

class FirestoreChannel implements SignalChannel {
  readonly callId: CallId;
  readonly uid: string;
  readonly serverClock: ServerClock;
  readonly #options: FirestoreChannelOptions;
  readonly #scope = new Scope();
  readonly #requests: FirestoreRequests;
  readonly #reads: RepeatedRead;
  readonly #batches: FirestoreBatches;
  /** The call's lease as last seen, ms since 1970. */
  #leaseMs: number | undefined;
  #isRefreshing = false;
  readonly #knownBatches = new Set<string>();

  constructor(options: FirestoreChannelOptions) {
    this.#options = options;
    this.callId = options.callId;
    this.uid = options.uid;
    this.serverClock = options.serverClock ?? new ServerClock(options.clock);
    this.#requests = new FirestoreRequests({ ...options, serverClock: this.serverClock }, new TokenCache(this.#scope, options.clock, options.getTokens));
    this.#reads = new RepeatedRead(this.#scope, options.clock, () => this.read());
    this.#batches = new FirestoreBatches(this.#scope, this.#requests, options, (path) => this.#knownBatches.add(path));
  }

  observeCall(onSeen: (seen: CallSeen) => void): Stop {
    const { firestore, clock, logger } = this.#options;
    const reference = doc(firestore, callPath(this.callId));
    let snapshots = 0;
    const stopped = this.#scope.child();
    const stop = keepListening(
      this.#scope,
      clock,
      CALL_PAUSES,
      (onAlive, onError) => {
        const scope = this.#scope.child();
        const watchdog = new ListenerWatchdog(scope, clock, {
          read: () => this.#reads.read(),
          readBatches: (call) => this.#batches.read(call),
          refresh: () => this.refresh(),
          report: onSeen,
        });
        // With metadata, since "missing" out of an empty cache and "missing" from the server differ in that alone.
        const stop = onSnapshot(reference, { includeMetadataChanges: true }, containing((snapshot) => {
          // Out of the cache comes only that the SDK has no connection, for which it has no error: it goes on trying.
          if (snapshot.metadata.fromCache) {
            watchdog.onDisconnected(this.#isRefreshing);
            onSeen({ kind: 'lost', error: new AppError('unavailable', { detail: 'no connection to listen on' }) });
            return;
          }
          snapshots++;
          watchdog.onConnected();
          onAlive();
          onSeen(this.#seen(snapshot.data()));
        }, (error) => {
          // The SDK would drop the exception, and the session would wait on for the call.
          logger.log('error', 'reading the call broke', error);
          onSeen({ kind: 'lost', error: toAppError(error) });
        }), onError);
        return () => {
          scope.end();
          stop();
        };
      },
      (error) => {
        const failure = firestoreFailure(error);
        const lost: CallSeen = { kind: 'lost', error: failure };
        logger.log('warn', 'the listener on the call was lost', { failure: failure.failure });
        if (!isRefused(lost)) return onSeen(lost);
        // For its tokens, which are renewed by the asking; another listener is on its way, and may be the first to tell.
        const before = snapshots;
        contained(this.#readRefused(stopped, () => snapshots > before, onSeen), (broken) => logger.log('error', 'a refusal could not be looked into', broken));
      },
    );
    stopped.own(stop);
    return () => stopped.end();
  }

  async #readRefused(scope: Scope, isSuperseded: () => boolean, onSeen: (seen: CallSeen) => void): Promise<void> {
    const seen = await this.#reads.read();
    if (!scope.isEnded && !isSuperseded()) onSeen(seen);
  }

  observeBatches(side: Role, onBatches: Parameters<SignalChannel['observeBatches']>[1]): Stop {
    return this.#batches.observe(side, onBatches);
  }

  async read(limitMs?: number): Promise<CallSeen> {
    const answer = await untilNotCalledOff(() => this.#requests.read(callPath(this.callId), limitMs));
    return answer.kind === 'answered' ? this.#seen(answer.value) : { kind: 'lost', error: answer.error };
  }

  async commit(write: SignalWrite, limitMs?: number): Promise<CommitOutcome> {
    const { logger } = this.#options;
    // At each try anew: a denial may have been for a lease that this machine's clock got wrong, and a read has told since.
    const nowMs = this.serverClock.now();
    const writes = this.#plan(write, nowMs);
    const batch = batchIn(write);
    // It counts as written from now on: a deletion takes it along.
    if (batch) this.#knownBatches.add(batchPath(this.callId, batch.side, batch.index));
    const outcome = outcomeOf(await this.#requests.commit(writes, limitMs));
    if (outcome.kind === 'committed') this.#remember(write, nowMs);
    else logger.log('debug', `a commit came out ${outcome.kind}`, { intent: write.intent, failure: outcome.error.failure });
    return outcome;
  }

  warm(): void {
    const { logger, isVisible } = this.#options;
    if (this.#scope.isEnded || !isVisible()) return;
    contained(this.#requests.warm().then((answer) => {
      if (answer.kind !== 'answered') logger.log('debug', 'warming up failed', { failure: answer.error.failure });
    }), (error) => logger.log('warn', 'warming up broke', error));
  }

  refresh(): void {
    if (this.#scope.isEnded || this.#isRefreshing) return;
    this.#isRefreshing = true;
    const { firestore, logger } = this.#options;
    // The SDK has no word for it: its streams are closed, and opened anew, once no dead connection is left for them.
    Promise.all([disableNetwork(firestore), this.#requests.renew()])
      .then(() => enableNetwork(firestore))
      .catch((error: unknown) => logger.log('warn', 'the listeners were not renewed', error))
      .finally(() => (this.#isRefreshing = false));
  }

  commitOnLeaving(write: SignalWrite & { readonly intent: 'away' }): void {
    const leaving = this.#requests.leave(this.#plan(write));
    if (!leaving) return;
    // Whether it arrives shows on the other side only, after 30 s of which that side ends the call by itself.
    leaving.catch(() => this.#options.logger.log('debug', 'the commit on leaving failed'));
  }

  close(): void {
    if (this.#scope.isEnded) return;
    this.#scope.end();
    this.#options.onClosed?.();
  }

  #plan(write: SignalWrite, nowMs = this.serverClock.now()): readonly DocumentWrite[] {
    return planWrites(write, { callId: this.callId, uid: this.uid, nowMs, leaseMs: this.#leaseMs, knownBatches: this.#knownBatches });
  }

  #seen(data: DocumentRead): CallSeen {
    if (!data) return { kind: 'missing' };
    const parsed = parseCallDocument(data);
    if (!parsed.ok) return { kind: 'unreadable', problem: parsed.problem };
    this.#leaseMs = parsed.value.expiresAt;
    return { kind: 'present', call: parsed.value };
  }

  #remember(write: SignalWrite, nowMs: number): void {
    if (write.intent === 'open') this.#leaseMs = nowMs + LEASE_MS;
    if (write.intent === 'delete') this.#knownBatches.clear();
  }
}
