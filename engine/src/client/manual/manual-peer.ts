/** What a connection has to do differently when its descriptions are carried by hand: bring everything at once, and once only. */
import { within, type Clock } from '../../base/clock.ts';
import { AppError } from '../../base/errors.ts';
import type { Scope } from '../../base/scope.ts';
import type { Peer, PeerFactory, PeerOptions } from '../../peer/peer.ts';
import { candidatesOf, slimDescription } from '../../signaling/manual/manual-sdp.ts';
import type { Seal } from '../../signaling/seal/seal.ts';

/** STUN answers within 400 ms nearly everywhere; a server that doesn't answer must not hold the text back for ten seconds. */
export const GATHER_LIMIT_MS = 2_500;

/** Peers whose descriptions contain their candidates: the session has none to send beside them. */
export function gatherFirst(createPeer: PeerFactory, clock: Clock): PeerFactory {
  return (scope, options) => new GatheringPeer(createPeer, clock, scope, options);
}

/** A second RTCPeerConnection would need a third text; the first one is kept for as long as it may still connect. */
export function forOneConnection(seal: Seal): Seal {
  let isMade = false;
  return {
    ...seal,
    createInstance() {
      if (isMade) return Promise.reject(new AppError('unreachable', { detail: 'another connection can’t be carried by hand' }));
      isMade = true;
      return seal.createInstance();
    },
  };
}

class GatheringPeer implements Peer {
  readonly #peer: Peer;
  readonly #clock: Clock;
  readonly #report: PeerOptions['onEvent'];
  readonly #candidates: RTCIceCandidateInit[] = [];
  readonly #gathered: Promise<void>;
  #hasOffered = false;
  #isConnected = false;
  #remote: RTCIceCandidateInit[] = [];

  constructor(createPeer: PeerFactory, clock: Clock, scope: Scope, options: PeerOptions) {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#gathered = promise;
    this.#clock = clock;
    this.#report = options.onEvent;
    this.#peer = createPeer(scope, {
      ...options,
      onEvent: (event) => {
        if (event.type === 'connection') this.#isConnected = event.state === 'connected';
        if (event.type === 'candidate') {
          if (event.candidate) this.#candidates.push(event.candidate);
          else resolve();
          return;
        }
        // A connection that stands is restarted over its channel; before that, no other text can follow the one handed over.
        if (event.type !== 'network-changed' || this.#isConnected) options.onEvent(event);
      },
    });
  }

  async createOffer({ restart }: { readonly restart: boolean }): Promise<string> {
    if (this.#hasOffered) throw new AppError('unreachable', { detail: 'another offer can’t be carried by hand' });
    this.#hasOffered = true;
    return this.#whole(await this.#peer.createOffer({ restart }));
  }

  async answer(): Promise<string> {
    const answer = await this.#whole(await this.#peer.answer());
    // The connection has waited answered until now: from here on it may look for the other side.
    this.#peer.addRemoteCandidates(this.#remote.splice(0));
    return answer;
  }

  acceptAnswer(...parameters: Parameters<Peer['acceptAnswer']>): Promise<void> {
    return this.#peer.acceptAnswer(...parameters);
  }

  /** Its candidates are taken out, and kept until the answer is given. */
  acceptOffer(sdp: string): Promise<string> {
    this.#remote = [...candidatesOf(sdp)];
    return this.#peer.acceptOffer(sdp);
  }

  /** None is given beside its answer, which says so itself. */
  gathered(): Promise<never> {
    return new Promise(() => {});
  }

  addRemoteCandidates(candidates: readonly RTCIceCandidateInit[]): void {
    this.#peer.addRemoteCandidates(candidates);
  }

  setTrack(...parameters: Parameters<Peer['setTrack']>): Promise<void> {
    return this.#peer.setTrack(...parameters);
  }

  limitSenders(): Promise<void> {
    return this.#peer.limitSenders();
  }

  setIceServers(servers: readonly RTCIceServer[]): void {
    this.#peer.setIceServers(servers);
  }

  send(...parameters: Parameters<Peer['send']>): boolean {
    return this.#peer.send(...parameters);
  }

  get bytesPerSecond(): number {
    return this.#peer.bytesPerSecond;
  }

  isWritable(...parameters: Parameters<Peer['isWritable']>): boolean {
    return this.#peer.isWritable(...parameters);
  }

  getStats(): Promise<RTCStatsReport> {
    return this.#peer.getStats();
  }

  countReceived(): Promise<number> {
    return this.#peer.countReceived();
  }

  close(): void {
    this.#peer.close();
  }

  async #whole(sdp: string): Promise<string> {
    await within(this.#clock, GATHER_LIMIT_MS, this.#gathered, () => {});
    const whole = slimDescription(sdp, this.#candidates);
    // Nothing is left to wait for: the description goes out at once.
    this.#report({ type: 'candidate', candidate: null });
    return whole;
  }
}
