/**
 * What both sides' rounds share: the RTCPeerConnection of the moment with its keys, and the epoch that tells a job
 * which has been superseded. caller-rounds.ts and callee-rounds.ts make and read the descriptions.
 */
import type { SealedDescription } from '#protocol/call-document.ts';
import type { CandidateBatch } from '#protocol/candidate-batch.ts';
import type { CallId, Role } from '#protocol/identifiers.ts';
import type { Clock } from '../base/clock.ts';
import { toAppError, type Failure } from '../base/errors.ts';
import type { Logger } from '../base/logger.ts';
import type { Scope } from '../base/scope.ts';
import type { PeerEvent, PeerFactory } from '../peer/peer.ts';
import { CALLEE_WINDOWS, CALLER_WINDOWS } from '../signaling/candidate-outbox.ts';
import type { Instance, Seal, SealContext } from '../signaling/seal.ts';
import type { Settled } from '../signaling/settle.ts';
import type { SignalChannel, SignalWrite } from '../signaling/signal-channel.ts';
import type { CallEvent, WriteProblem } from './events.ts';
import { PeerLine } from './peer-line.ts';

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
  readonly report: (event: CallEvent) => void;
  readonly onPeerEvent: (event: PeerEvent) => void;
  /** A new RTCPeerConnection has taken the place of the one before: it wants its tracks, and the old one's are void. */
  readonly onLine: (line: PeerLine) => void;
}

export class Rounds {
  readonly role: Role;
  readonly ports: RoundPorts;
  readonly scope: Scope;
  line: PeerLine | undefined;
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
    const { seal, createPeer, iceServers, iceTransportPolicy, callId, channel, clock, logger } = this.ports;
    const [keys, servers] = await Promise.all([seal.createInstance(), iceServers()]);
    if (this.isStale(epoch)) return undefined;
    this.line?.scope.end();
    const line = new PeerLine(this.scope.child(), keys, {
      callId, role: this.role, channel, clock, logger, seal, createPeer, iceServers: servers,
      ...(iceTransportPolicy && { iceTransportPolicy }),
      windows: this.role === 'caller' ? CALLER_WINDOWS : CALLEE_WINDOWS,
      onEvent: (event) => {
        if (this.line === line) this.ports.onPeerEvent(event);
      },
    });
    this.line = line;
    this.ports.onLine(line);
    line.takeBatches(this.#batches);
    return line;
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
