import { systemClock, type Clock } from '../base/clock.ts';
import { containing } from '../base/contained.ts';
import { AppError } from '../base/errors.ts';
import { silentLogger, type Logger } from '../base/logger.ts';
import type { Scope } from '../base/scope.ts';
import { ConnectionMaker } from './connection-maker.ts';
import type { ChannelData, ChannelKind } from './channels/channel-kinds.ts';
import { PeerChannels } from './channels/peer-channels.ts';
import { LocalCandidates } from './candidates/local-candidates.ts';
import { MediaSlots } from './media-slots.ts';
import { OperationQueue } from './operation-queue.ts';
import type { Peer, PeerEvent, PeerFactory, PeerOptions, Slot } from './peer.ts';
import { packetsReceived } from './packets-received.ts';
import { stripCandidates, withCandidates, withPassiveSetup } from './sdp.ts';

export interface RtcPeerEnvironment {
  readonly logger?: Logger;
  /** For the pace of the data channels. */
  readonly clock?: Clock;
  /** One certificate for all peers of a page saves making a key pair for each, and one identity means one fingerprint. */
  readonly certificates?: readonly RTCCertificate[];
  /** Whether a connection may be answered before it has remote candidates; by default what this browser supports. */
  readonly waitsAnswered?: boolean;
  /**
   * Which side of the DTLS handshake an answer takes (RFC 8842 section 5.3): `active`, as browsers answer by themselves,
   * begins it, for a caller who may not have heard of the answer yet. Chromium keeps those first packets until it has, and
   * takes the oldest for its answerer's, also when that has been given up for another. Default `active`.
   */
  readonly answersAs?: 'active' | 'passive';
}

/** Firefox's says `failed` after 5 s, for good; Chromium's and Safari's, of one make, wait for a candidate. By its engine, not its name. */
function waitsAnswered(): boolean {
  return !CSS.supports('-moz-appearance', 'none');
}

/** Peers of the browser's own RTCPeerConnection. */
export function rtcPeerFactory(environment: RtcPeerEnvironment = {}): PeerFactory {
  const maker = new ConnectionMaker((configuration) => new RTCPeerConnection(configuration), (environment.logger ?? silentLogger).part('peer'));
  return (scope, options) => new RtcPeer(scope.child(), options, environment, maker);
}

class RtcPeer implements Peer {
  readonly #scope: Scope;
  readonly #logger: Logger;
  readonly #report: (event: PeerEvent) => void;
  readonly #maker: ConnectionMaker<RTCPeerConnection>;
  readonly #connection: RTCPeerConnection;
  readonly #slots: MediaSlots;
  readonly #queue: OperationQueue;
  readonly #localCandidates: LocalCandidates;
  readonly #channels: PeerChannels;
  readonly #waitsAnswered: boolean;
  readonly #answersAs: 'active' | 'passive';
  #configuration: RTCConfiguration;
  #askedServers: readonly RTCIceServer[];
  /** Other ways for a connection that is about to stand on one already. */
  #spare: RTCIceCandidateInit[] = [];
  /** Computed and not given yet. */
  #answer: RTCSessionDescriptionInit | undefined;
  #state: RTCPeerConnectionState = 'new';
  #received = 0;

  constructor(
    scope: Scope, options: PeerOptions, { logger = silentLogger, clock = systemClock, certificates, ...environment }: RtcPeerEnvironment,
    maker: ConnectionMaker<RTCPeerConnection>,
  ) {
    this.#scope = scope;
    this.#maker = maker;
    this.#logger = logger.part('peer');
    this.#waitsAnswered = environment.waitsAnswered ?? waitsAnswered();
    this.#answersAs = environment.answersAs ?? 'active';
    // An event that its handler answers with close() must be the last, also of those already queued.
    this.#report = (event) => {
      if (!scope.isEnded) options.onEvent(event);
    };
    this.#localCandidates = new LocalCandidates(this.#report);
    this.#askedServers = options.iceServers;
    const { connection, configuration } = maker.make({
      iceServers: [...options.iceServers],
      // One transport, so one set of candidates: fewer batches to write and fewer ports to open.
      bundlePolicy: 'max-bundle',
      // No iceCandidatePoolSize: Chromium's pool now and then gathers nothing, for good (decision 0067).
      ...(options.iceTransportPolicy === undefined ? {} : { iceTransportPolicy: options.iceTransportPolicy }),
      ...(certificates === undefined ? {} : { certificates: [...certificates] }),
    });
    this.#configuration = configuration;
    this.#connection = connection;
    // Owned first, ended last: the listeners are gone before it closes.
    scope.own(() => connection.close());
    this.#slots = new MediaSlots(connection);
    this.#queue = new OperationQueue(scope);
    this.#channels = new PeerChannels(scope, connection, clock, this.#logger, this.#report);
    this.#listen();
  }

  createOffer({ restart }: { readonly restart: boolean }): Promise<string> {
    return this.#queue.run(async () => {
      await this.#slots.allocate();
      return this.#setLocal(await this.#connection.createOffer({ iceRestart: restart }));
    });
  }

  acceptAnswer(sdp: string, candidates: readonly RTCIceCandidateInit[] = []): Promise<void> {
    const whole = withCandidates(sdp, candidates);
    const accepted = this.#queue.run(() => this.#setRemote('answer', whole.sdp));
    this.addRemoteCandidates(whole.left);
    return accepted;
  }

  acceptOffer(sdp: string): Promise<string> {
    return this.#queue.run(async () => {
      this.#answer = undefined;
      await this.#setRemote('offer', stripCandidates(sdp));
      await this.#slots.adopt();
      const answer = await this.#createAnswer();
      this.#answer = answer;
      if (this.#waitsAnswered) await this.#setLocal(answer, { isHeld: true });
      return answer.sdp ?? '';
    });
  }

  gathered(): Promise<readonly RTCIceCandidateInit[]> {
    return this.#localCandidates.gathered();
  }

  answer(): Promise<string> {
    return this.#queue.run(async () => {
      const answer = this.#answer;
      if (!answer) throw new AppError('failed', { detail: 'there is no offer to answer' });
      this.#answer = undefined;
      if (!this.#waitsAnswered) return this.#setLocal(answer);
      this.#localCandidates.release();
      return answer.sdp ?? '';
    });
  }

  addRemoteCandidates(candidates: readonly RTCIceCandidateInit[]): void {
    // A way has been found, by the other side's checks: to take up another one now would make the handshake on it late.
    const isAboutToStand = this.#state === 'connecting' && ['connected', 'completed'].includes(this.#connection.iceConnectionState);
    if (isAboutToStand) {
      this.#spare.push(...candidates);
      return;
    }
    for (const candidate of candidates) {
      // After the operation under way; one that the browser refuses (an unknown type, a late one) costs a path at most.
      this.#queue
        .run(() => this.#connection.addIceCandidate(candidate))
        .catch((error: unknown) => this.#logger.log('debug', 'a remote candidate was refused', error));
    }
  }

  async setTrack(slot: Slot, track: MediaStreamTrack | null): Promise<void> {
    if (this.#scope.isEnded) return;
    try {
      await this.#slots.set(slot, track);
    } catch (error) {
      // A track that was set while the connection closed is no loss.
      if (!this.#scope.isEnded) throw new AppError('failed', { cause: error, detail: `${slot} could not be replaced` });
    }
  }

  limitSenders(): Promise<void> {
    return this.#scope.isEnded ? Promise.resolve() : this.#slots.limit();
  }

  setIceServers(servers: readonly RTCIceServer[]): void {
    if (this.#scope.isEnded || JSON.stringify(servers) === JSON.stringify(this.#askedServers)) return;
    this.#askedServers = servers;
    this.#configuration = this.#maker.renew(this.#connection, this.#configuration, servers);
  }

  send(kind: ChannelKind, data: ChannelData): boolean {
    return this.#channels.send(kind, data);
  }

  isWritable(kind: ChannelKind): boolean {
    return this.#channels.isWritable(kind);
  }

  get bytesPerSecond(): number {
    return this.#channels.bytesPerSecond;
  }

  getStats(): Promise<RTCStatsReport> {
    return this.#connection.getStats();
  }

  async countReceived(): Promise<number> {
    try {
      this.#received = Math.max(this.#received, packetsReceived(await this.#connection.getStats()));
    } catch {
      // Closed meanwhile: nothing more comes.
    }
    return this.#received;
  }

  close(): void {
    this.#scope.end();
  }

  #listen(): void {
    const connection = this.#connection;
    // The browser would drop the exception. The session contains its own failures.
    const onError = (error: unknown): void => this.#logger.log('error', 'an event of the connection broke', error);
    const listen = (type: string, listener: (event: Event) => void): void => {
      this.#scope.listen(connection, type, containing(listener, onError));
    };
    listen('icecandidate', (event) => {
      if (event instanceof RTCPeerConnectionIceEvent) this.#localCandidates.take(event.candidate);
    });
    listen('connectionstatechange', () => {
      if (connection.connectionState === this.#state) return;
      this.#state = connection.connectionState;
      this.#report({ type: 'connection', state: this.#state });
      this.addRemoteCandidates(this.#spare.splice(0));
    });
    listen('track', (event) => {
      const slot = event instanceof RTCTrackEvent ? this.#slots.announce(event.transceiver) : undefined;
      if (slot !== undefined && event instanceof RTCTrackEvent) this.#report({ type: 'track', slot, track: event.track });
    });
    listen('icecandidateerror', (event) => {
      if (event instanceof RTCPeerConnectionIceErrorEvent) {
        this.#logger.log('debug', 'an ICE server gave no candidate', { code: event.errorCode, text: event.errorText });
      }
    });
  }

  async #createAnswer(): Promise<RTCSessionDescriptionInit> {
    const { type, sdp = '' } = await this.#connection.createAnswer();
    return { type, sdp: this.#answersAs === 'passive' ? withPassiveSetup(sdp) : sdp };
  }

  async #setLocal(description: RTCSessionDescriptionInit, { isHeld = false }: { readonly isHeld?: boolean } = {}): Promise<string> {
    const sdp = description.sdp ?? '';
    this.#localCandidates.begin(sdp, { isHeld });
    await this.#connection.setLocalDescription(description);
    return sdp;
  }

  async #setRemote(type: 'offer' | 'answer', sdp: string): Promise<void> {
    try {
      await this.#connection.setRemoteDescription({ type, sdp });
    } catch (error) {
      const isOurs = error instanceof DOMException && error.name === 'InvalidStateError';
      throw new AppError(isOurs ? 'failed' : 'malformed', { cause: error, detail: `the ${type} could not be applied` });
    }
  }
}
