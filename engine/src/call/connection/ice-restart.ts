/**
 * New addresses for a connection that lives: ICE is restarted over its own data channel, which costs no write and
 * interrupts nothing. Only the caller offers, so two restarts can't cross; the callee requests one.
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
import type { Scope } from '../../base/scope.ts';
import type { Peer } from '../../peer/peer.ts';
import { formatCandidates, formatDescription, parseCandidates, parseDescription } from '../../signaling/seal/messages.ts';
import type { MessageRegistry, Say } from '../channels/message-registry.ts';
import { RESTART_ON_CHANNEL_MS } from '../machine/timings.ts';
import { RESTART_ANSWER, RESTART_CANDIDATES, RESTART_OFFER, RESTART_REQUEST } from './ice-restart-messages.ts';
import type { OutgoingCandidates } from './outgoing-candidates.ts';
import type { RemoteCandidates } from './remote-candidates.ts';
import type { SasExchange } from './sas-exchange.ts';

export interface IceRestartPorts {
  readonly scope: Scope;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly peer: Peer;
  readonly sas: Pick<SasExchange, 'isSameCertificate'>;
  readonly outgoing: Pick<OutgoingCandidates, 'divert'>;
  readonly remoteCandidates: Pick<RemoteCandidates, 'addForRestart' | 'releaseRestart'>;
  /** Fresh credentials: those that the connection was built with may have run out. */
  readonly iceServers: () => Promise<readonly RTCIceServer[]>;
  readonly say: Say;
}

export class IceRestart {
  readonly #role: Role;
  readonly #ports: IceRestartPorts;
  /** The restart under way or done last: 1 for the first of this connection. */
  #number = 0;
  #begunAt = Number.NEGATIVE_INFINITY;

  constructor(role: Role, ports: IceRestartPorts) {
    this.#role = role;
    this.#ports = ports;
  }

  /** Has ICE look for a path anew. One that has just been begun serves again. */
  begin(): void {
    const now = this.#ports.clock.elapsed();
    if (now - this.#begunAt < RESTART_ON_CHANNEL_MS) return;
    this.#begunAt = now;
    if (this.#role === 'callee') this.#ports.say(RESTART_REQUEST, {});
    else this.#run(this.#offer());
  }

  /** @param messages of this connection */
  listen(messages: MessageRegistry): void {
    messages.on(RESTART_REQUEST, () => {
      if (this.#role === 'caller') this.begin();
    });
    messages.on(RESTART_OFFER, ({ n, content }) => {
      if (this.#role === 'callee' && n > this.#number) this.#run(this.#answer(n, content));
    });
    messages.on(RESTART_ANSWER, ({ n, content }) => {
      // An answer to an earlier restart names credentials that no longer count.
      if (this.#role === 'caller' && n === this.#number) this.#run(this.#accept(n, content));
    });
    messages.on(RESTART_CANDIDATES, ({ n, content }) => {
      // Only the caller begins a restart; the callee may hear of its candidates before its offer. None is restart 0.
      if (n === 0 || (this.#role === 'caller' && n > this.#number)) return;
      this.#ports.remoteCandidates.addForRestart(n, parseCandidates(content) ?? []);
    });
  }

  async #offer(): Promise<void> {
    const n = ++this.#number;
    const { peer, iceServers, say } = this.#ports;
    peer.setIceServers(await iceServers());
    this.#sendCandidates(n);
    const sdp = await peer.createOffer({ restart: true });
    if (n === this.#number) say(RESTART_OFFER, { n, content: formatDescription({ sdp }) });
  }

  async #answer(n: number, content: string): Promise<void> {
    this.#number = n;
    const { peer, iceServers, remoteCandidates, say } = this.#ports;
    const sdp = this.#sdpOf('caller', content);
    peer.setIceServers(await iceServers());
    if (n !== this.#number) return;
    await peer.acceptOffer(sdp);
    if (n !== this.#number) return;
    this.#sendCandidates(n);
    say(RESTART_ANSWER, { n, content: formatDescription({ sdp: await peer.answer() }) });
    remoteCandidates.releaseRestart(n);
  }

  async #accept(n: number, content: string): Promise<void> {
    const { peer, remoteCandidates } = this.#ports;
    await peer.acceptAnswer(this.#sdpOf('callee', content));
    remoteCandidates.releaseRestart(n);
  }

  #sendCandidates(n: number): void {
    const { outgoing, say } = this.#ports;
    outgoing.divert((candidate) => {
      if (candidate && n === this.#number) say(RESTART_CANDIDATES, { n, content: formatCandidates([candidate]) });
    });
  }

  /** @throws AppError `malformed`, `forged`: the other side's page may run other code */
  #sdpOf(role: Role, content: string): string {
    const description = parseDescription(content);
    if (!description) throw new AppError('malformed', { detail: 'an ICE restart without a description' });
    if (!this.#ports.sas.isSameCertificate(role, description.sdp)) throw new AppError('forged', { detail: 'an ICE restart keeps its certificate' });
    return description.sdp;
  }

  /** One that fails leaves the connection as it was; if that is of no use, silence tells. */
  #run(work: Promise<void>): void {
    work.catch((error: unknown) => {
      if (!this.#ports.scope.isEnded) this.#ports.logger.log('warn', 'an ICE restart over the channel failed', error);
    });
  }
}
