/**
 * One RTCPeerConnection with the keys of its seal, and the candidates that go out and come in for it.
 * It ends with its scope; a new one is made for every fresh round.
 */
import type { CandidateBatch } from '#protocol/candidate-batch.ts';
import type { CallId, Role } from '#protocol/identifiers.ts';
import { otherRole } from '#protocol/identifiers.ts';
import type { Clock } from '../../base/clock.ts';
import { contained } from '../../base/contained.ts';
import type { Logger } from '../../base/logger.ts';
import type { Scope } from '../../base/scope.ts';
import type { Peer, PeerEvent, PeerFactory } from '../../peer/peer.ts';
import { CandidateOutbox, type OutboxWindows } from '../../signaling/candidate-outbox.ts';
import { formatCandidates, parseCandidates } from '../../signaling/seal/messages.ts';
import { isSameInstance, type Instance, type Opened, type Seal, type SealInstance } from '../../signaling/seal/seal.ts';
import type { OutgoingBatch } from '../../signaling/signal-channel.ts';
import type { CallWrites } from '../negotiation/call-writes.ts';
import { SasExchange } from './sas-exchange.ts';

export interface LineOptions {
  readonly callId: CallId;
  readonly role: Role;
  readonly writeBeside: CallWrites['writeBeside'];
  readonly clock: Clock;
  readonly logger: Logger;
  readonly seal: Seal;
  readonly createPeer: PeerFactory;
  readonly iceServers: readonly RTCIceServer[];
  readonly iceTransportPolicy?: RTCIceTransportPolicy;
  readonly windows: OutboxWindows;
  readonly onEvent: (event: PeerEvent) => void;
}

/** A power of two, so that every number is exact. A connection restarted more often than this has no use for another. */
export const MAX_RESTARTS = 2 ** 20;

/** A round on its way out: whom it is for, and its candidates. */
interface OutgoingRound {
  readonly round: number;
  readonly addressee: Instance | undefined;
  readonly outbox: CandidateOutbox;
}

export class PeerLine {
  readonly peer: Peer;
  readonly keys: SealInstance;
  readonly scope: Scope;
  readonly code: SasExchange;
  /** The other side's instance, once one of its descriptions has been applied. */
  remote: Instance | undefined;
  /** An offer has been given to the peer, whatever came of it. */
  hasBeenOffered = false;
  #appliedRound = 0;
  #outgoing: OutgoingRound | undefined;
  #landed: (() => void) | undefined;
  #batches: readonly CandidateBatch[] = [];
  readonly #taken = new Set<string>();
  /** Where local candidates go instead of the store, once a restart has moved to the data channel. */
  #diverted: ((candidate: RTCIceCandidateInit | null) => void) | undefined;
  readonly #options: LineOptions;

  constructor(scope: Scope, keys: SealInstance, options: LineOptions) {
    this.scope = scope;
    this.keys = keys;
    this.code = new SasExchange(options.role, options.seal);
    this.#options = options;
    this.peer = options.createPeer(scope, {
      iceServers: options.iceServers,
      ...(options.iceTransportPolicy && { iceTransportPolicy: options.iceTransportPolicy }),
      onEvent: (event) => {
        if (event.type !== 'candidate') options.onEvent(event);
        else if (this.#diverted) this.#diverted(event.candidate);
        else this.#outgoing?.outbox.add(event.candidate);
      },
    });
  }

  /** The round of the remote description that stands, 0 before the first. */
  get remoteRound(): number {
    return this.#appliedRound;
  }

  /** Local candidates go to `take` from now on: those of a restart over the channel, which no round of the store knows. */
  divertCandidates(take: (candidate: RTCIceCandidateInit | null) => void): void {
    this.#outgoing?.outbox.end();
    this.#diverted = take;
  }

  /** The number under which restart `n` of this connection holds its candidates: between two rounds of the store. */
  roundOfRestart(n: number): number {
    return this.#appliedRound + n / MAX_RESTARTS;
  }

  /** Before the local description of `round` is made, or given: from then on its candidates are collected. */
  beginRound(round: number, addressee: Instance | undefined): void {
    const landed = new Promise<void>((resolve) => {
      this.#landed = resolve;
    });
    const outbox = new CandidateOutbox(this.scope, this.#options.clock, this.#options.windows, (index, candidates) => {
      // Later batches are refused until the description stands that they belong to.
      contained(landed.then(() => this.#flush(round, addressee, index, candidates)), (error) =>
        this.#options.logger.log('warn', 'late candidates were not sealed', error));
    });
    this.#outgoing?.outbox.end();
    this.#diverted = undefined;
    this.#outgoing = { round, addressee, outbox };
  }

  /** The candidates that travel with the description of `round`; none when there are none yet. */
  async firstCandidates(round: number): Promise<readonly RTCIceCandidateInit[]> {
    return this.#outgoing?.round === round ? this.#outgoing.outbox.first() : [];
  }

  /** Such candidates, sealed, to go beside their description. */
  async firstBatch(round: number, candidates: readonly RTCIceCandidateInit[]): Promise<OutgoingBatch | undefined> {
    if (this.#outgoing?.round !== round || candidates.length === 0) return undefined;
    return this.#sealBatch(round, this.#outgoing.addressee, 0, candidates);
  }

  /** The description of `round` stands in the store. */
  landed(round: number): void {
    if (this.#outgoing?.round === round) this.#landed?.();
  }

  /** The remote description of `round` has been applied: its candidates are taken up, `release` lets them through. */
  applied(round: number, maker: Instance): void {
    this.remote = maker;
    this.#appliedRound = round;
    this.takeBatches(this.#batches);
  }

  /** Everything that stands in the other side's collection; what belongs to another round or maker waits or is dropped. */
  takeBatches(batches: readonly CandidateBatch[]): void {
    this.#batches = batches;
    for (const batch of this.#claim(this.#appliedRound)) {
      contained(this.#take(batch), (error) => this.#options.logger.log('warn', 'a batch of candidates could not be taken up', error));
    }
  }

  /** The candidates of `round` that have come before its description is applied: they are set together with it. */
  async openEarly(round: number, maker: Instance): Promise<readonly RTCIceCandidateInit[]> {
    const opened = await Promise.all(this.#claim(round).map(async (batch) => this.#candidatesIn(batch, await this.#open(batch), maker)));
    return opened.flatMap((candidates) => candidates ?? []);
  }

  /** The batches of `round` that nobody has taken yet: from now on they are taken. A store may show one twice at once. */
  #claim(round: number): readonly CandidateBatch[] {
    return this.#batches.filter((batch) => {
      if (batch.round !== round || this.#taken.has(nameOf(batch))) return false;
      this.#taken.add(nameOf(batch));
      return true;
    });
  }

  async #take(batch: CandidateBatch): Promise<void> {
    const opened = await this.#open(batch);
    if (this.scope.isEnded || batch.round !== this.#appliedRound) return;
    const candidates = this.#candidatesIn(batch, opened, this.remote);
    if (candidates) this.peer.addRemoteCandidates(batch.round, candidates);
  }

  #open({ round, index, sealed }: CandidateBatch): Promise<Opened> {
    const { callId, role } = this.#options;
    return this.keys.open({ callId, role: otherRole(role), kind: 'candidates', round, index }, sealed);
  }

  #candidatesIn({ round, index }: CandidateBatch, opened: Opened, maker: Instance | undefined): readonly RTCIceCandidateInit[] | undefined {
    const isTheirs = opened.kind === 'opened' && isSameInstance(maker, opened.maker);
    const candidates = isTheirs ? parseCandidates(opened.content) : undefined;
    if (!candidates) this.#options.logger.log('warn', 'a batch of candidates was refused', { round, index, outcome: opened.kind });
    return candidates;
  }

  async #flush(round: number, addressee: Instance | undefined, index: number, candidates: readonly RTCIceCandidateInit[]): Promise<void> {
    const { writeBeside, role, logger } = this.#options;
    const batch = await this.#sealBatch(round, addressee, index, candidates);
    const isWanted = (): boolean => !this.scope.isEnded && this.#outgoing?.round === round;
    const settled = await writeBeside({ intent: 'batch', side: role, batch }, isWanted);
    // The first ones mostly suffice, and a round that doesn't connect is followed by another.
    if (settled.kind === 'lost' && isWanted()) logger.log('warn', 'late candidates were not written', { round, index, error: settled.error });
  }

  async #sealBatch(
    round: number, addressee: Instance | undefined, index: number, candidates: readonly RTCIceCandidateInit[],
  ): Promise<OutgoingBatch> {
    const { callId, role } = this.#options;
    const sealed = await this.keys.seal({ callId, role, kind: 'candidates', round, index }, formatCandidates(candidates), addressee);
    return { index, round, sealed };
  }
}

function nameOf({ round, index }: CandidateBatch): string {
  return `${round}/${index}`;
}
