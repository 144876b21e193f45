/**
 * This side's candidates for one connection on their way out: the first go with its description, later ones in batches
 * beside it, and those of an ICE restart over its channel.
 */
import type { CallId, Role } from '#protocol/identifiers.ts';
import type { Clock } from '../../base/clock.ts';
import { contained } from '../../base/contained.ts';
import type { Logger } from '../../base/logger.ts';
import type { Scope } from '../../base/scope.ts';
import { CandidateOutbox, type OutboxWindows } from '../../signaling/candidate-outbox.ts';
import { formatCandidates } from '../../signaling/seal/messages.ts';
import type { Instance, SealInstance } from '../../signaling/seal/seal.ts';
import type { OutgoingBatch } from '../../signaling/signal-channel.ts';
import type { CallWrites } from '../negotiation/call-writes.ts';

export interface OutgoingCandidatesPorts {
  readonly callId: CallId;
  readonly role: Role;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly keys: SealInstance;
  readonly windows: OutboxWindows;
  /** The connection's own. */
  readonly round: () => number;
  readonly writeBeside: CallWrites['writeBeside'];
}

/** The candidates of a description, from before it is made, or given. */
interface Collection {
  readonly addressee: Instance | undefined;
  readonly outbox: CandidateOutbox;
  /** The description is in the store, which refuses later batches before that. */
  readonly land: () => void;
}

export class OutgoingCandidates {
  readonly #scope: Scope;
  readonly #ports: OutgoingCandidatesPorts;
  #collection: Collection | undefined;
  /** Takes local candidates instead of the store, once an ICE restart has moved to the channel. */
  #diverted: ((candidate: RTCIceCandidateInit | null) => void) | undefined;

  constructor(scope: Scope, ports: OutgoingCandidatesPorts) {
    this.#scope = scope;
    this.#ports = ports;
  }

  /** Before the local description is made, or given: from then on its candidates are collected. */
  begin(addressee: Instance | undefined): void {
    const { clock, windows, logger } = this.#ports;
    const { promise: landed, resolve: land } = Promise.withResolvers<void>();
    const outbox = new CandidateOutbox(this.#scope, clock, windows, (index, candidates) => {
      contained(landed.then(() => this.#flush(collection, index, candidates)), (error) =>
        logger.log('warn', 'late candidates were not sealed', error));
    });
    const collection: Collection = { addressee, outbox, land };
    this.#collection?.outbox.end();
    this.#diverted = undefined;
    this.#collection = collection;
  }

  /** @param candidate null when gathering has ended */
  add(candidate: RTCIceCandidateInit | null): void {
    if (this.#diverted) this.#diverted(candidate);
    else this.#collection?.outbox.add(candidate);
  }

  /** Local candidates go to `take` from now on: those of an ICE restart, which no round of the store knows. */
  divert(take: (candidate: RTCIceCandidateInit | null) => void): void {
    this.#collection?.outbox.end();
    this.#diverted = take;
  }

  /** The candidates that travel with the description; none when there are none yet. */
  async first(): Promise<readonly RTCIceCandidateInit[]> {
    return this.#collection?.outbox.first() ?? [];
  }

  /** Such candidates, sealed, to go beside their description. */
  async firstBatch(candidates: readonly RTCIceCandidateInit[]): Promise<OutgoingBatch | undefined> {
    if (!this.#collection || candidates.length === 0) return undefined;
    return this.#seal(this.#collection, 0, candidates);
  }

  /** The description is in the store: late candidates may follow it. */
  landed(): void {
    this.#collection?.land();
  }

  async #flush(collection: Collection, index: number, candidates: readonly RTCIceCandidateInit[]): Promise<void> {
    const { writeBeside, role, logger } = this.#ports;
    const batch = await this.#seal(collection, index, candidates);
    const isWanted = (): boolean => !this.#scope.isEnded && this.#collection === collection;
    const settled = await writeBeside({ intent: 'batch', side: role, batch }, isWanted);
    // The first ones mostly suffice, and a round that doesn't connect is followed by another.
    if (settled.kind === 'lost' && isWanted()) logger.log('warn', 'late candidates were not written', { round: batch.round, index, error: settled.error });
  }

  async #seal({ addressee }: Collection, index: number, candidates: readonly RTCIceCandidateInit[]): Promise<OutgoingBatch> {
    const { callId, role, keys } = this.#ports;
    const round = this.#ports.round();
    const sealed = await keys.seal({ callId, role, kind: 'candidates', round, index }, formatCandidates(candidates), addressee);
    return { index, round, sealed };
  }
}
