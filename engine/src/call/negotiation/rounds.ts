/**
 * What both sides' rounds share: the newest connection, and the epoch that tells a superseded job from the one that
 * counts. caller-rounds.ts and callee-rounds.ts make and read the descriptions.
 */
import type { SealedDescription } from '#protocol/call-document.ts';
import type { Role } from '#protocol/identifiers.ts';
import { toAppError, type Failure } from '../../base/errors.ts';
import type { Scope } from '../../base/scope.ts';
import { CALLEE_WINDOWS, CALLER_WINDOWS, REPLACEMENT_WINDOWS, type OutboxWindows } from '../../signaling/candidate-outbox.ts';
import type { Description } from '../../signaling/seal/messages.ts';
import type { Instance, SealContext } from '../../signaling/seal/seal.ts';
import type { Settled } from '../../signaling/settle.ts';
import type { SignalChannel, SignalWrite } from '../../signaling/signal-channel.ts';
import type { CallEvent, WriteProblem } from '../machine/events.ts';
import type { ConnectionPorts } from '../connection/connection-ports.ts';
import { Connection } from '../connection/connection.ts';
import { formatParticipantRecord, type ParticipantRecord } from '../participant/participant-record.ts';
import { HANDOVER_MS, IDLE_ATTEMPT_MS } from '../machine/timings.ts';

export interface RoundPorts extends Omit<ConnectionPorts, 'role'> {
  readonly channel: SignalChannel;
  /** Every write of this side, one after the other. */
  readonly write: (write: SignalWrite) => Promise<Settled>;
  readonly report: (event: CallEvent) => void;
  /** What this side says of itself in its offers and answers; undefined where they are not to grow by it. */
  readonly ownRecord: () => ParticipantRecord | undefined;
  /** Another connection is being built: it wants its tracks. */
  readonly onConnection: (connection: Connection) => void;
}

export class Rounds {
  readonly role: Role;
  readonly ports: RoundPorts;
  readonly scope: Scope;
  /** The newest connection, connected or not. */
  connection: Connection | undefined;
  /** The connection that carries the call, kept until another is connected. */
  #current: Connection | undefined;
  #epoch = 0;

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

  /** The failure of a superseded or ended job changes nothing; any other is reported under its name. */
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

  /** @returns undefined when the job was superseded meanwhile */
  async newConnection(epoch: number): Promise<Connection | undefined> {
    const { seal, iceServers } = this.ports;
    const [keys, servers] = await Promise.all([seal.createInstance(), iceServers()]);
    if (this.isStale(epoch)) return undefined;
    if (this.connection !== this.#current) this.connection?.scope.end();
    const connection = new Connection(this.scope.child(), { keys, iceServers: servers, windows: this.#windows() }, { ...this.ports, role: this.role });
    this.connection = connection;
    if (this.#current) this.#giveUpIdle(connection, epoch);
    this.ports.onConnection(connection);
    return connection;
  }

  /** `connection` carries the call from now on. The one before stays until the other side has moved over, too. */
  promote(connection: Connection): void {
    const before = this.#current;
    this.#current = connection;
    if (!before) return;
    const release = this.scope.own(this.ports.clock.after(HANDOVER_MS, () => {
      release();
      before.scope.end();
    }));
  }

  closeConnections(): void {
    this.#current?.scope.end();
    this.#current = undefined;
    this.connection?.scope.end();
  }

  /** A replacement for a connection that goes on all the same, which the other side has not taken up. */
  #giveUpIdle(connection: Connection, epoch: number): void {
    const release = connection.scope.own(this.ports.clock.after(IDLE_ATTEMPT_MS, () => {
      release();
      if (this.#current === connection) return;
      connection.scope.end();
      if (this.connection === connection) this.connection = this.#current;
      // The next loss has to begin at once: no connection is being built any more, unless another has been begun since.
      if (!this.isStale(epoch)) this.ports.report({ type: 'attempt-failed' });
    }));
  }

  #windows(): OutboxWindows {
    if (this.role === 'callee') return CALLEE_WINDOWS;
    return this.#current ? REPLACEMENT_WINDOWS : CALLER_WINDOWS;
  }

  /** For the content of a description. */
  describeSelf(): Pick<Description, 'participant'> {
    const record = this.ports.ownRecord();
    return record ? { participant: formatParticipantRecord(record) } : {};
  }

  async sealDescription(
    { keys, round }: Connection, kind: 'offer' | 'answer', content: string, addressee: Instance | undefined,
  ): Promise<SealedDescription> {
    return { round, sealed: await keys.seal(this.context(this.role, kind, round), content, addressee) };
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
