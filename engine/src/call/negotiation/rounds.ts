/**
 * What both sides' rounds share: the RTCPeerConnection of the moment with its keys, and the epoch that tells a job
 * which has been superseded. caller-rounds.ts and callee-rounds.ts make and read the descriptions.
 */
import type { SealedDescription } from '#protocol/call-document.ts';
import type { CandidateBatch } from '#protocol/candidate-batch.ts';
import type { CallId, Role } from '#protocol/identifiers.ts';
import type { Clock } from '../../base/clock.ts';
import { toAppError, type Failure } from '../../base/errors.ts';
import type { Logger } from '../../base/logger.ts';
import type { Scope } from '../../base/scope.ts';
import type { PeerEvent, PeerFactory } from '../../peer/peer.ts';
import { CALLEE_WINDOWS, CALLER_WINDOWS, REPLACEMENT_WINDOWS, type OutboxWindows } from '../../signaling/candidate-outbox.ts';
import type { Instance, Seal, SealContext } from '../../signaling/seal/seal.ts';
import type { Settled } from '../../signaling/settle.ts';
import type { SignalChannel, SignalWrite } from '../../signaling/signal-channel.ts';
import type { CallWrites } from './call-writes.ts';
import type { CallEvent, WriteProblem } from '../machine/events.ts';
import { PeerLine } from '../connection/peer-line.ts';
import { HANDOVER_MS, IDLE_ATTEMPT_MS } from '../machine/timings.ts';

export interface RoundPorts {
  readonly callId: CallId;
  readonly channel: SignalChannel;
  readonly seal: Seal;
  readonly createPeer: PeerFactory;
  readonly iceServers: () => Promise<readonly RTCIceServer[]>;
  readonly iceTransportPolicy?: RTCIceTransportPolicy;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Every write of this side, one after the other. */
  readonly write: (write: SignalWrite) => Promise<Settled>;
  /** Late candidates, which nothing waits for. */
  readonly writeBeside: CallWrites['writeBeside'];
  readonly report: (event: CallEvent) => void;
  readonly onPeerEvent: (line: PeerLine, event: PeerEvent) => void;
  /** Another RTCPeerConnection is being built: it wants its tracks. */
  readonly onLine: (line: PeerLine) => void;
}

export class Rounds {
  readonly role: Role;
  readonly ports: RoundPorts;
  readonly scope: Scope;
  /** What the present round is about: the newest connection, whether or not it has come about. */
  line: PeerLine | undefined;
  /** The connection that carries the call, kept until another has come about. */
  #standing: PeerLine | undefined;
  /** The digest that the next answer must name: of the offer that was made (caller) or applied (callee). */
  offerDigest: string | undefined;
  #epoch = 0;
  #batches: readonly CandidateBatch[] = [];

  constructor(scope: Scope, role: Role, ports: RoundPorts) {
    this.scope = scope;
    this.role = role;
    this.ports = ports;
  }

  get epoch(): number {
    return this.#epoch;
  }

  /** A job that supersedes those under way: what they bring back is dropped. */
  begin(): number {
    return ++this.#epoch;
  }

  isStale(epoch: number): boolean {
    return epoch !== this.#epoch || this.scope.isEnded;
  }

  /** What a superseded or ended job breaks on is nobody's news; anything else is reported under its name. */
  async unlessStale(work: Promise<void>, failed: (failure: Failure) => CallEvent): Promise<void> {
    const epoch = this.#epoch; // The work has begun, and with it its epoch.
    try {
      await work;
    } catch (error) {
      if (this.isStale(epoch)) return;
      this.ports.logger.log('error', 'a step of the negotiation failed', error);
      this.ports.report(failed(toAppError(error).failure));
    }
  }

  /** The other side's batches, all that stand. */
  takeBatches(batches: readonly CandidateBatch[]): void {
    this.#batches = batches;
    this.line?.takeBatches(batches);
  }

  /** @returns undefined when the job was superseded meanwhile */
  async newLine(epoch: number): Promise<PeerLine | undefined> {
    const { seal, createPeer, iceServers, iceTransportPolicy, callId, writeBeside, clock, logger } = this.ports;
    const [keys, servers] = await Promise.all([seal.createInstance(), iceServers()]);
    if (this.isStale(epoch)) return undefined;
    if (this.line !== this.#standing) this.line?.scope.end();
    const line = new PeerLine(this.scope.child(), keys, {
      callId, role: this.role, writeBeside, clock, logger, seal, createPeer, iceServers: servers,
      ...(iceTransportPolicy && { iceTransportPolicy }),
      windows: this.#windows(),
      onEvent: (event) => this.ports.onPeerEvent(line, event),
    });
    this.line = line;
    if (this.#standing) this.#giveUpIdle(line, epoch);
    this.ports.onLine(line);
    line.takeBatches(this.#batches);
    return line;
  }

  /** `line` carries the call from now on. The one before stays until the other side has moved over, too. */
  stand(line: PeerLine): void {
    const before = this.#standing;
    this.#standing = line;
    if (!before) return;
    const release = this.scope.own(this.ports.clock.after(HANDOVER_MS, () => {
      release();
      before.scope.end();
    }));
  }

  /** Every connection closes. */
  endLines(): void {
    this.#standing?.scope.end();
    this.#standing = undefined;
    this.line?.scope.end();
  }

  /** A connection that was built to replace one that goes on all the same, and that nobody has taken up. */
  #giveUpIdle(line: PeerLine, epoch: number): void {
    const release = line.scope.own(this.ports.clock.after(IDLE_ATTEMPT_MS, () => {
      release();
      if (this.#standing === line) return;
      line.scope.end();
      if (this.line === line) this.line = this.#standing;
      // The next loss has to begin at once: no connection is being built any more, unless another has been begun since.
      if (!this.isStale(epoch)) this.ports.report({ type: 'attempt-failed' });
    }));
  }

  #windows(): OutboxWindows {
    if (this.role === 'callee') return CALLEE_WINDOWS;
    return this.#standing ? REPLACEMENT_WINDOWS : CALLER_WINDOWS;
  }

  async sealDescription(
    line: PeerLine, kind: 'offer' | 'answer', round: number, content: string, addressee: Instance | undefined,
  ): Promise<SealedDescription> {
    return { round, sealed: await line.keys.seal(this.context(this.role, kind, round), content, addressee) };
  }

  context(role: Role, kind: 'offer' | 'answer', round: number): SealContext {
    return { callId: this.ports.callId, role, kind, round, index: 0 };
  }
}

export function problemOf(settled: Exclude<Settled, { kind: 'landed' }>): WriteProblem {
  switch (settled.kind) {
    case 'superseded': return { kind: 'superseded', round: settled.call.offer.round };
    case 'lost': return { kind: 'lost', failure: settled.error.failure };
    default: return { kind: settled.kind };
  }
}
