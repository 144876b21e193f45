/**
 * One RTCPeerConnection as the call uses it: its keys, its candidates out and in, the messages on its channel, what is
 * seen and heard, its ICE restarts and its short authentication string. It has one round of the store for good, and ends
 * with its scope: every later round is another connection's.
 */
import type { Clock } from '../../base/clock.ts';
import { contained } from '../../base/contained.ts';
import type { Logger } from '../../base/logger.ts';
import type { Scope } from '../../base/scope.ts';
import type { ChannelKind } from '../../peer/channels/channel-kinds.ts';
import type { Peer, PeerEvent, Slot } from '../../peer/peer.ts';
import type { Instance, SealInstance } from '../../signaling/seal/seal.ts';
import type { FrameLink } from '../channels/reliable-channel.ts';
import { LIMITS_MS } from '../machine/timings.ts';
import type { ConnectionEvent, ConnectionOptions, ConnectionPorts } from './connection-ports.ts';
import { Conversation } from './conversation.ts';
import { IceRestart } from './ice-restart.ts';
import { OutgoingCandidates } from './outgoing-candidates.ts';
import { RemoteCandidates } from './remote-candidates.ts';
import { RemoteMedia } from './remote-media.ts';
import { SasExchange } from './sas-exchange.ts';
import { REVEAL, SasVerification } from './sas-verification.ts';

export class Connection {
  readonly scope: Scope;
  readonly peer: Peer;
  readonly keys: SealInstance;
  readonly sas: SasExchange;
  readonly outgoing: OutgoingCandidates;
  readonly remoteCandidates: RemoteCandidates;
  readonly media: RemoteMedia;
  readonly conversation: Conversation;
  readonly iceRestart: IceRestart;
  /** The digest of the sealed offer that was made (caller) or applied (callee), which the answer must name. */
  offerDigest: string | undefined;
  readonly #verification: SasVerification;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #links = new Map<ChannelKind, FrameLink>();
  #round = 0;
  #remote: Instance | undefined;
  #isRetired = false;

  constructor(scope: Scope, { keys, iceServers, windows }: ConnectionOptions, ports: ConnectionPorts) {
    const { callId, role, clock, logger, seal, createPeer, iceTransportPolicy } = ports;
    const round = (): number => this.#round;
    const report = (event: ConnectionEvent): void => ports.onEvent(this, event);
    this.scope = scope;
    this.keys = keys;
    this.#clock = clock;
    this.#logger = logger;
    this.peer = createPeer(scope, { iceServers, ...(iceTransportPolicy && { iceTransportPolicy }), onEvent: (event) => this.#take(event, report) });
    this.sas = new SasExchange(role, seal);
    this.outgoing = new OutgoingCandidates(scope, { callId, role, clock, logger, keys, windows, round, writeBeside: ports.writeBeside });
    this.remoteCandidates = new RemoteCandidates(scope, { callId, role, logger, keys, round, peer: this.peer, batches: ports.batches });
    this.media = new RemoteMedia(() => report({ type: 'media-changed' }));
    this.conversation = new Conversation(scope, clock, this.peer, {
      report,
      onOpen: () => this.#verification.begin(),
    });
    this.iceRestart = new IceRestart(role, {
      scope, clock, logger, iceServers: ports.iceServers, peer: this.peer, sas: this.sas,
      outgoing: this.outgoing, remoteCandidates: this.remoteCandidates,
      say: (type, message) => this.conversation.say(type, message),
    });
    this.#verification = new SasVerification(scope, role, this.sas, {
      clock, logger,
      reveal: (nonce) => this.conversation.say(REVEAL, { nonce }),
      isSilent: () => this.conversation.isSilent,
      onDigits: (certificates, digits) => report({ type: 'digits', certificates, digits }),
      onUnverifiable: () => report({ type: 'unverifiable' }),
    });
    this.iceRestart.listen(this.conversation.messages);
    this.conversation.messages.on(REVEAL, ({ nonce }) => this.#verification.take(nonce));
  }

  /** The round of the store that this connection is for; 0 before it is known. */
  get round(): number {
    return this.#round;
  }

  /** Caller: the offer of `round` is made from it. Callee: that offer is given to it, whether or not it will be applied. */
  beginRound(round: number): void {
    this.#round = round;
  }

  /** The instance that made the remote description, once that has been applied. */
  get remote(): Instance | undefined {
    return this.#remote;
  }

  /** The remote description of `maker` has been applied. */
  applied(maker: Instance): void {
    this.#remote = maker;
    this.remoteCandidates.follow(maker);
  }

  /** What carries the frames of a reliable channel; undefined while the channel of this kind is not open. */
  link(kind: ChannelKind): FrameLink | undefined {
    return this.#links.get(kind);
  }

  /** It carries the call from now on: proof of life and the digits are to be expected. */
  promoted(): void {
    this.conversation.begin();
    this.#verification.expectDigits();
    const release = this.scope.own(this.#clock.after(LIMITS_MS, () => {
      release();
      contained(this.peer.limitSenders(), (error) => this.#logger.log('warn', 'the senders were not limited', error));
    }));
  }

  /** Another connection carries the call: nothing that comes over this one counts any more. */
  retire(): void {
    this.#isRetired = true;
  }

  /** Puts a local track into its slot, or takes it out with null. Never rejects. */
  setTrack(slot: Slot, track: MediaStreamTrack | null): void {
    this.peer.setTrack(slot, track).catch((error: unknown) => {
      this.#logger.log('warn', 'a track could not be put into its slot', { slot, error });
    });
  }

  #take(event: PeerEvent, report: (event: ConnectionEvent) => void): void {
    if (event.type === 'candidate') return this.outgoing.add(event.candidate);
    if (this.#isRetired) return;
    switch (event.type) {
      case 'connection':
      case 'network-changed': return report(event);
      case 'track': return this.media.addTrack(event.slot, event.track);
      case 'channel':
        if (event.isOpen) this.#links.set(event.kind, { send: (frame) => this.peer.send(event.kind, frame) });
        else this.#links.delete(event.kind);
        if (event.kind === 'control') this.conversation.setOpen(event.isOpen);
        else if (!event.isOpen) this.conversation.closeOther();
        return report(event);
      case 'message': {
        const { kind, data } = event;
        if (kind === 'control' && typeof data === 'string') return this.conversation.take(data);
        // Any byte on any channel is proof of life.
        this.conversation.markAlive();
        return typeof data === 'string' ? undefined : report({ type: 'frame', kind, frame: data });
      }
      case 'writable': return report(event);
    }
  }
}
