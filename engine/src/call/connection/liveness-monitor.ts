/**
 * Whether the other side is still there, found out sooner than any browser says: its packets are counted, and where
 * none have come, it is asked. Media that flows is proof enough, so nobody is asked while it does.
 *
 *   stopped ──start──► heard ──quiet at a look──► asked ──nothing for its limit──► silent ──anything──► heard
 */
import type { Clock } from '../../base/clock.ts';
import { contained } from '../../base/contained.ts';
import type { Scope } from '../../base/scope.ts';
import { ClosedChannel } from './closed-channel.ts';
import { PROBE_MS, POLL_MS, SILENCE_MS, STILL_SILENCE_MS } from '../machine/timings.ts';

export interface LivenessMonitorPorts {
  /** Media packets received so far. */
  readonly countReceived: () => Promise<number>;
  /** Says something that is answered by whoever hears it. */
  readonly ping: () => void;
  /** Once a silence. */
  readonly onSilent: () => void;
  /** Media flows again after a silence. */
  readonly onHeard: () => void;
  /** The channel has closed, and packets have stopped with it. */
  readonly onGone: () => void;
  /** The channel has closed, and packets come all the same; told again (`isAgain`) for as long as that lasts. */
  readonly onChannelLost: (isAgain: boolean) => void;
  readonly onBroken: (error: unknown) => void;
}

/** This many packets between two looks are a stream, whose end is noticed at once; sound alone sends 50 a second. */
const STREAM_PACKETS = 5;

export class LivenessMonitor {
  readonly #parent: Scope;
  readonly #clock: Clock;
  readonly #ports: LivenessMonitorPorts;
  #scope: Scope | undefined;
  #heardAt = 0;
  #received = 0;
  /** Packets between the last two looks, and whether they were a stream: one that ends between two looks still was one. */
  #cameLast = 0;
  #isStream = false;
  #isProbing = false;
  #isSilent = false;
  #closed: ClosedChannel | undefined;

  constructor(parent: Scope, clock: Clock, ports: LivenessMonitorPorts) {
    this.#parent = parent;
    this.#clock = clock;
    this.#ports = ports;
  }

  get isSilent(): boolean {
    return this.#isSilent;
  }

  /** Nothing happens where it goes on already. */
  start(): void {
    if (this.#scope) return;
    this.#scope = this.#parent.child();
    this.markAlive();
    this.#poll(this.#scope);
  }

  /** The channel has closed without a word: nobody can be asked any more, and packets alone tell. */
  close(): void {
    this.#closed = new ClosedChannel();
    // Where none came before, none would tell: as good as a goodbye.
    if (this.#isSilent || this.#cameLast === 0) this.#judge(this.#closed, false);
  }

  /** A message has come. */
  markAlive(): void {
    this.#heardAt = this.#clock.elapsed();
    this.#isSilent = false;
    this.#isProbing = false;
  }

  /** The next sign must come within PROBE_MS. */
  probe(): void {
    if (!this.#scope) return;
    this.#isProbing = true;
    this.#heardAt = this.#clock.elapsed();
    this.#ports.ping();
  }

  #poll(scope: Scope): void {
    const release = scope.own(this.#clock.after(POLL_MS, () => {
      release();
      contained(this.#count(scope), this.#ports.onBroken);
    }));
  }

  async #count(scope: Scope): Promise<void> {
    const received = await this.#ports.countReceived();
    if (scope.isEnded) return;
    const came = received - this.#received;
    this.#received = received;
    if (came > 0) {
      this.#isStream = Math.max(came, this.#cameLast) >= STREAM_PACKETS;
      this.#flowed();
    } else {
      this.#listen();
    }
    this.#cameLast = came;
    if (this.#closed) this.#judge(this.#closed, came > 0);
    if (!scope.isEnded) this.#poll(scope);
  }

  #judge(closed: ClosedChannel, hasPackets: boolean): void {
    const verdict = closed.look(hasPackets);
    if (verdict === 'gone') this.#ports.onGone();
    else if (verdict) this.#ports.onChannelLost(verdict === 'still-alone');
  }

  #flowed(): void {
    const wasSilent = this.#isSilent;
    this.markAlive();
    if (wasSilent) this.#ports.onHeard();
  }

  #listen(): void {
    this.#ports.ping();
    if (this.#isSilent || this.#clock.elapsed() - this.#heardAt < this.#limitMs()) return;
    this.#isSilent = true;
    this.#ports.onSilent();
  }

  #limitMs(): number {
    if (this.#isProbing) return PROBE_MS;
    return this.#isStream ? SILENCE_MS : STILL_SILENCE_MS;
  }
}
