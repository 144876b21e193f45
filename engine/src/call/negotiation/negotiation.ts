/**
 * This side's half of the exchange of rounds, in the role that it has: makes, reads and publishes what the machine says.
 * Each step reports its outcome as an event; none rejects but for a mistake in it.
 */
import type { SealedDescription } from '#protocol/call-document.ts';
import { otherRole, type Role } from '#protocol/identifiers.ts';
import type { Scope } from '../../base/scope.ts';
import type { Connection } from '../connection/connection.ts';
import type { Containment } from '../containment.ts';
import { BatchWatch } from './batch-watch.ts';
import { CalleeRounds } from './callee-rounds.ts';
import { CallerRounds, type MakeOffer } from './caller-rounds.ts';
import { Rounds, type RoundPorts } from './rounds.ts';

export interface NegotiationPorts extends Omit<RoundPorts, 'batches'> {
  /** Settled before the first step: a page has one role for as long as it lives. */
  readonly role: () => Role;
  readonly containment: Containment;
}

export class Negotiation {
  readonly #scope: Scope;
  readonly #ports: NegotiationPorts;
  readonly #batches: BatchWatch;
  #rounds: Rounds | undefined;
  #caller: CallerRounds | undefined;
  #callee: CalleeRounds | undefined;
  #hasRelay = false;

  /** @param scope of its connections, which outlive the call by the moment that a hang-up takes to leave */
  constructor(scope: Scope, ports: NegotiationPorts) {
    this.#scope = scope;
    this.#ports = ports;
    this.#batches = new BatchWatch(ports.channel, ports.containment, () => this.#rounds?.connection?.remoteCandidates.look());
  }

  /** Whether a relay was among the ICE servers that were given last. */
  get hasRelay(): boolean {
    return this.#hasRelay;
  }

  /** Callee: the sealed answer that went out last, by which its own claim is recognised. */
  get sentAnswer(): Uint8Array | undefined {
    return this.#callee?.sentAnswer;
  }

  /** Caller: whether this page has made that offer. */
  hasSent(offer: SealedDescription): boolean {
    return this.#caller?.hasSent(offer) ?? false;
  }

  /** Caller: whether this page has made the offer of `round`, and calls its person otherwise by now. */
  isOutdated(round: number): boolean {
    return this.#caller?.isOutdated(round) ?? false;
  }

  /** This side says something else of itself: what has been prepared and not sent is prepared anew. */
  redescribe(): void {
    this.#callee?.redescribe();
  }

  makeOffer(effect: MakeOffer): Promise<void> {
    return this.#asCaller().makeOffer(effect);
  }

  async readAnswer(answer: SealedDescription | undefined): Promise<void> {
    if (answer) await this.#asCaller().readAnswer(answer);
  }

  async readOffer(offer: SealedDescription | undefined): Promise<void> {
    if (offer) await this.#asCallee().readOffer(offer);
  }

  publishAnswer(round: number, claims: boolean): Promise<void> {
    return this.#asCallee().publishAnswer(round, claims);
  }

  /** Callee: asks for `round` in the document. */
  async requestRound(round: number): Promise<void> {
    const { write, report } = this.#ports;
    const settled = await write({ intent: 'request-round', round });
    if (settled.kind !== 'landed') report({ type: 'round-request-failed', round });
  }

  /** Listens to the other side's candidates, from the first call on. */
  observeBatches(scope: Scope): void {
    this.#batches.start(scope, otherRole(this.#ports.role()));
  }

  /** This connection carries the call from now on. */
  promote(connection: Connection): void {
    this.#rounds?.promote(connection);
  }

  /** The outcomes of the steps under way are dropped. */
  abandon(): void {
    this.#rounds?.begin();
  }

  closeConnections(): void {
    this.#rounds?.closeConnections();
  }

  #asCaller(): CallerRounds {
    return (this.#caller ??= new CallerRounds(this.#sharedRounds()));
  }

  #asCallee(): CalleeRounds {
    return (this.#callee ??= new CalleeRounds(this.#sharedRounds()));
  }

  #sharedRounds(): Rounds {
    const ports = { ...this.#ports, iceServers: () => this.#iceServers(), batches: () => this.#batches.batches };
    return (this.#rounds ??= new Rounds(this.#scope.child(), this.#ports.role(), ports));
  }

  async #iceServers(): Promise<readonly RTCIceServer[]> {
    const servers = await this.#ports.iceServers();
    this.#hasRelay = servers.some(({ urls }) => [urls].flat().some((url) => url.startsWith('turn')));
    return servers;
  }
}
