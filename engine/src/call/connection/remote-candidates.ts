/**
 * The other side's candidates for one connection: sealed in the batches of its round, or said on its channel for an ICE
 * restart. The peer is given them once it may have them, and holds none back itself.
 *
 *   batch in the store ──description applied──► opened ──┐
 *   said for restart n ──────────────────────────────────┴──► held by generation ──release──► given to the peer
 */
import type { CandidateBatch } from '#protocol/candidate-batch.ts';
import { otherRole, type CallId, type Role } from '#protocol/identifiers.ts';
import { contained } from '../../base/contained.ts';
import type { Logger } from '../../base/logger.ts';
import type { Scope } from '../../base/scope.ts';
import type { Peer } from '../../peer/peer.ts';
import { parseCandidates } from '../../signaling/seal/messages.ts';
import { isSameInstance, type Instance, type Opened, type SealInstance } from '../../signaling/seal/seal.ts';
import { CandidateBuffer } from './candidate-buffer.ts';

export interface RemoteCandidatesPorts {
  readonly callId: CallId;
  /** This side's. */
  readonly role: Role;
  readonly logger: Logger;
  readonly keys: SealInstance;
  readonly peer: Pick<Peer, 'addRemoteCandidates'>;
  /** The connection's own. */
  readonly round: () => number;
  /** All batches of the other side that are in the store. */
  readonly batches: () => readonly CandidateBatch[];
}

/** Of the connection's description; ICE restarts count from 1. */
const OF_ROUND = 0;

export class RemoteCandidates {
  readonly #scope: Scope;
  readonly #ports: RemoteCandidatesPorts;
  readonly #buffer = new CandidateBuffer();
  /** The batches that have been opened, or are being: a store may show one twice at once. */
  readonly #opened = new Set<number>();
  /** Of the description that has been applied; another maker's batches are refused. */
  #maker: Instance | undefined;

  constructor(scope: Scope, ports: RemoteCandidatesPorts) {
    this.#scope = scope;
    this.#ports = ports;
  }

  /** The candidates that have come before the description of `maker` is applied: they are set together with it. */
  async openEarly(maker: Instance): Promise<readonly RTCIceCandidateInit[]> {
    const opened = await Promise.all(this.#claim().map(async (batch) => this.#candidatesIn(batch, await this.#open(batch), maker)));
    return opened.flat();
  }

  /** The description of `maker` has been applied: batches of its round are opened from now on, as they come. */
  follow(maker: Instance): void {
    this.#maker = maker;
    this.look();
  }

  /** The store shows other batches than before. Those of another round are left alone; before the description, all are. */
  look(): void {
    const maker = this.#maker;
    if (!maker) return;
    for (const batch of this.#claim()) {
      contained(this.#take(batch, maker), (error) => this.#ports.logger.log('warn', 'a batch of candidates could not be opened', error));
    }
  }

  /** Said on the channel for ICE restart `n`. */
  addForRestart(n: number, candidates: readonly RTCIceCandidateInit[]): void {
    this.#give(this.#buffer.add(n, candidates));
  }

  /** The description is applied, and this side may look for the other: what waited goes to the peer, and so does what follows. */
  release(): void {
    this.#give(this.#buffer.release(OF_ROUND));
  }

  /** Likewise for the description of ICE restart `n`; older candidates are dropped. */
  releaseRestart(n: number): void {
    this.#give(this.#buffer.release(n));
  }

  #give(candidates: readonly RTCIceCandidateInit[]): void {
    if (candidates.length > 0) this.#ports.peer.addRemoteCandidates(candidates);
  }

  #claim(): readonly CandidateBatch[] {
    const round = this.#ports.round();
    return this.#ports.batches().filter((batch) => {
      if (batch.round !== round || this.#opened.has(batch.index)) return false;
      this.#opened.add(batch.index);
      return true;
    });
  }

  async #take(batch: CandidateBatch, maker: Instance): Promise<void> {
    const opened = await this.#open(batch);
    if (!this.#scope.isEnded) this.#give(this.#buffer.add(OF_ROUND, this.#candidatesIn(batch, opened, maker)));
  }

  #open({ round, index, sealed }: CandidateBatch): Promise<Opened> {
    const { callId, role, keys } = this.#ports;
    return keys.open({ callId, role: otherRole(role), kind: 'candidates', round, index }, sealed);
  }

  #candidatesIn({ round, index }: CandidateBatch, opened: Opened, maker: Instance): readonly RTCIceCandidateInit[] {
    const isTheirs = opened.kind === 'opened' && isSameInstance(maker, opened.maker);
    const candidates = isTheirs ? parseCandidates(opened.content) : undefined;
    if (!candidates) this.#ports.logger.log('warn', 'a batch of candidates was refused', { round, index, outcome: opened.kind });
    return candidates ?? [];
  }
}
