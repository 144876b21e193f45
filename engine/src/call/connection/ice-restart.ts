/**
 * New addresses for a connection that lives: ICE is restarted over its own data channel, which costs no write and
 * interrupts nothing. Only the caller offers, so two restarts can't cross; the callee asks.
 *
 *   callee ── restart-request ──► caller
 *   caller ── restart-offer n ──► callee ── restart-answer n ──► caller       either ── restart-candidates n ──► other
 *
 * What the channel no longer carries is noticed as silence, and a new connection is built through the store instead.
 */
import type { Role } from '#protocol/identifiers.ts';
import type { Clock } from '../../base/clock.ts';
import { AppError } from '../../base/errors.ts';
import type { Logger } from '../../base/logger.ts';
import type { ControlMessage, RestartMessage } from '../../peer/channels/control-messages.ts';
import { formatCandidates, formatDescription, parseCandidates, parseDescription } from '../../signaling/seal/messages.ts';
import { MAX_RESTARTS, type PeerLine } from './peer-line.ts';
import { RESTART_ON_CHANNEL_MS } from '../machine/timings.ts';

export interface RestartPorts {
  readonly clock: Clock;
  readonly logger: Logger;
  /** Fresh credentials: those that the connection was built with may have run out. */
  readonly iceServers: () => Promise<readonly RTCIceServer[]>;
  readonly say: (message: ControlMessage) => boolean;
}

export class IceRestart {
  readonly #line: PeerLine;
  readonly #role: Role;
  readonly #ports: RestartPorts;
  /** The restart under way or done last: 1 for the first of this connection. */
  #number = 0;
  #begunAt = Number.NEGATIVE_INFINITY;

  constructor(line: PeerLine, role: Role, ports: RestartPorts) {
    this.#line = line;
    this.#role = role;
    this.#ports = ports;
  }

  /** Has ICE look for a path anew. One that has just been begun serves again. */
  begin(): void {
    const now = this.#ports.clock.elapsed();
    if (now - this.#begunAt < RESTART_ON_CHANNEL_MS) return;
    this.#begunAt = now;
    if (this.#role === 'callee') this.#ports.say({ type: 'restart-request' });
    else this.#run(this.#offer());
  }

  take(message: RestartMessage): void {
    // Beyond it the number would be another round's.
    if ('n' in message && message.n >= MAX_RESTARTS) return;
    switch (message.type) {
      case 'restart-request':
        if (this.#role === 'caller') this.begin();
        return;
      case 'restart-offer':
        if (this.#role === 'callee' && message.n > this.#number) this.#run(this.#answer(message.n, message.content));
        return;
      case 'restart-answer':
        // An answer to an earlier restart names credentials that no longer count.
        if (this.#role === 'caller' && message.n === this.#number) this.#run(this.#accept(message.n, message.content));
        return;
      case 'restart-candidates':
        // Only the caller begins a restart; the callee may hear of its candidates before its offer.
        if (this.#role === 'caller' && message.n > this.#number) return;
        this.#line.peer.addRemoteCandidates(this.#line.roundOfRestart(message.n), parseCandidates(message.content) ?? []);
    }
  }

  async #offer(): Promise<void> {
    const n = ++this.#number;
    const { peer } = this.#line;
    peer.setIceServers(await this.#ports.iceServers());
    this.#sendCandidates(n);
    const sdp = await peer.createOffer({ restart: true });
    if (n === this.#number) this.#ports.say({ type: 'restart-offer', n, content: formatDescription({ sdp }) });
  }

  async #answer(n: number, content: string): Promise<void> {
    this.#number = n;
    const { peer, code } = this.#line;
    const sdp = sdpOf(content);
    if (!code.isSameCertificate('caller', sdp)) throw new AppError('forged', { detail: 'a restart keeps its certificate' });
    peer.setIceServers(await this.#ports.iceServers());
    if (n !== this.#number) return;
    await peer.acceptOffer(sdp);
    if (n !== this.#number) return;
    this.#sendCandidates(n);
    this.#ports.say({ type: 'restart-answer', n, content: formatDescription({ sdp: await peer.answer() }) });
    peer.releaseCandidates(this.#line.roundOfRestart(n));
  }

  async #accept(n: number, content: string): Promise<void> {
    const sdp = sdpOf(content);
    if (!this.#line.code.isSameCertificate('callee', sdp)) throw new AppError('forged', { detail: 'a restart keeps its certificate' });
    await this.#line.peer.acceptAnswer(sdp);
    this.#line.peer.releaseCandidates(this.#line.roundOfRestart(n));
  }

  #sendCandidates(n: number): void {
    this.#line.divertCandidates((candidate) => {
      if (candidate && n === this.#number) this.#ports.say({ type: 'restart-candidates', n, content: formatCandidates([candidate]) });
    });
  }

  /** One that fails leaves the connection as it was; if that is of no use, silence tells. */
  #run(work: Promise<void>): void {
    work.catch((error: unknown) => {
      if (!this.#line.scope.isEnded) this.#ports.logger.log('warn', 'a restart over the channel failed', error);
    });
  }
}

/** @throws AppError `malformed`: the other side's page runs whatever it likes */
function sdpOf(content: string): string {
  const description = parseDescription(content);
  if (!description) throw new AppError('malformed', { detail: 'a restart without a description' });
  return description.sdp;
}
