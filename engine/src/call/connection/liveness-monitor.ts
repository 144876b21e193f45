/**
 * Whether the other side is still there, found out sooner than any browser says: its packets are counted, and where
 * none have come, it is pinged. Media that flows is proof enough, so that no ping is sent while it does.
 *
 *   stopped ──start──► alive ──quiet poll──► pinged ──nothing for its limit──► silent ──anything──► alive
 */
import type { Clock } from '../../base/clock.ts';
import { contained } from '../../base/contained.ts';
import type { Scope } from '../../base/scope.ts';
import { isInteger, type Fields } from '../../base/parse.ts';
import type { MessageType } from '../channels/message-registry.ts';
import { ClosedChannel } from './closed-channel.ts';
import { POLL_MS, PROBE_MS, SILENCE_MS, STILL_SILENCE_MS } from '../machine/timings.ts';

/** Asks for a `PONG` with its number. */
export const PING: MessageType<{ readonly n: number }> = { type: 'ping', parse: parseCount };
/** Nothing listens to it: it has come, which says all. */
export const PONG: MessageType<{ readonly n: number }> = { type: 'pong', parse: parseCount };

function parseCount({ n }: Fields): { readonly n: number } | undefined {
  return isInteger(n, 0) ? { n } : undefined;
}

export interface ChannelLoss {
  /** It is the control channel: no message of this connection can be sent any more. */
  readonly isControl: boolean;
  readonly isAgain: boolean;
}

export interface LivenessMonitorPorts {
  /** Media packets received so far. */
  readonly countReceived: () => Promise<number>;
  /** Says something that a page which hears it answers. */
  readonly ping: () => void;
  /** Once a silence. */
  readonly onSilent: () => void;
  /** Media flows again after a silence. */
  readonly onAlive: () => void;
  /** The channel has closed, and packets have stopped with it. */
  readonly onGone: () => void;
  /** A channel has closed, and the other side is there all the same; told again (`isAgain`) for as long as that lasts. */
  readonly onChannelLost: (lost: ChannelLoss) => void;
  readonly onBroken: (error: unknown) => void;
}

/** This many packets between two polls are a stream, whose end is noticed at once; sound alone sends 50 a second. */
const STREAM_PACKETS = 5;

export class LivenessMonitor {
  readonly #parent: Scope;
  readonly #clock: Clock;
  readonly #ports: LivenessMonitorPorts;
  #scope: Scope | undefined;
  #aliveAt = 0;
  #received = 0;
  /** Packets between the last two polls, and whether they were a stream: one that ends between two polls still was one. */
  #lastPackets = 0;
  #isStream = false;
  #isProbed = false;
  #isSilent = false;
  /** The control channel. */
  #closedChannel: ClosedChannel | undefined;
  /** One of the others, or several, while the control channel is open. */
  #closedOther: ClosedChannel | undefined;

  constructor(parent: Scope, clock: Clock, ports: LivenessMonitorPorts) {
    this.#parent = parent;
    this.#clock = clock;
    this.#ports = ports;
  }

  get isSilent(): boolean {
    return this.#isSilent;
  }

  /** The control channel has closed, and nothing has come since. */
  get isGone(): boolean {
    return this.#closedChannel?.isPeerGone === true;
  }

  /** Nothing happens where it goes on already. */
  start(): void {
    if (this.#scope) return;
    this.#scope = this.#parent.child();
    this.markAlive();
    this.#poll(this.#scope);
  }

  /** A channel besides the control channel has closed. Where the control channel follows it, that one tells. */
  closeOther(): void {
    if (!this.#closedChannel) this.#closedOther ??= new ClosedChannel();
  }

  /** The control channel has closed without a word: no ping can be sent any more, and packets alone tell. */
  closeChannel(): void {
    this.#closedChannel = new ClosedChannel();
    this.#closedOther = undefined;
    // Where no packets came before, none would tell: as good as a goodbye.
    if (this.#isSilent || this.#lastPackets === 0) this.#checkChannel(this.#closedChannel, false);
  }

  /** A message has come, or the path is there again. The time of a silence is counted from now, and the next silence is reported. */
  markAlive(): void {
    this.#aliveAt = this.#clock.elapsed();
    this.#isSilent = false;
    this.#isProbed = false;
  }

  /** The next sign must come within PROBE_MS. */
  probe(): void {
    if (!this.#scope) return;
    this.#isProbed = true;
    this.#aliveAt = this.#clock.elapsed();
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
    const packets = received - this.#received;
    this.#received = received;
    if (packets > 0) {
      this.#isStream = Math.max(packets, this.#lastPackets) >= STREAM_PACKETS;
      this.#onPackets();
    } else {
      this.#onQuiet();
    }
    this.#lastPackets = packets;
    if (this.#closedChannel) this.#checkChannel(this.#closedChannel, packets > 0);
    if (this.#closedOther) this.#checkOther(this.#closedOther);
    if (!scope.isEnded) this.#poll(scope);
  }

  #checkChannel(closed: ClosedChannel, hasPackets: boolean): void {
    const finding = closed.check(hasPackets);
    if (finding === 'peer-gone') this.#ports.onGone();
    else if (finding) this.#ports.onChannelLost({ isControl: true, isAgain: finding === 'channel-still-lost' });
  }

  /** The control channel is open: what comes over it, and packets, are signs that the other side is there. A silence tells itself. */
  #checkOther(closed: ClosedChannel): void {
    const finding = closed.check(!this.#isSilent);
    if (finding && finding !== 'peer-gone') this.#ports.onChannelLost({ isControl: false, isAgain: finding === 'channel-still-lost' });
  }

  #onPackets(): void {
    const wasSilent = this.#isSilent;
    this.markAlive();
    if (wasSilent) this.#ports.onAlive();
  }

  #onQuiet(): void {
    this.#ports.ping();
    if (this.#isSilent || this.#clock.elapsed() - this.#aliveAt < this.#limitMs()) return;
    this.#isSilent = true;
    this.#ports.onSilent();
  }

  #limitMs(): number {
    if (this.#isProbed) return PROBE_MS;
    return this.#isStream ? SILENCE_MS : STILL_SILENCE_MS;
  }
}
