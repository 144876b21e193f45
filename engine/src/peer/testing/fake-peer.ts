/**
 * Peers without a browser, for tests of whatever drives one: two that have each other's latest descriptions and
 * candidates are connected after a while of the clock, over a network that the test can cut.
 */
import { delay, type Clock } from '../../base/clock.ts';
import { AppError } from '../../base/errors.ts';
import type { Scope } from '../../base/scope.ts';
import { CHANNEL_KINDS, type ChannelData, type ChannelKind } from '../channels/channel-kinds.ts';
import { FakeNetwork, type NetworkEnd, type Reach } from './fake-network.ts';
import { SLOTS, type Peer, type PeerEvent, type PeerFactory, type PeerOptions, type Slot } from '../peer.ts';

export interface FakePeer extends Peer {
  readonly iceServers: readonly RTCIceServer[];
  /** What setTrack has put in; a slot that was never set is missing. */
  readonly tracks: ReadonlyMap<Slot, MediaStreamTrack | null>;
  readonly isClosed: boolean;
  /** How often its ICE has been restarted. */
  readonly restarts: number;
  isAsleep: boolean;
}

/** One world: its peers find each other, and all that were made are listed, the latest last. */
export interface FakePeers {
  readonly createPeer: (...made: Parameters<PeerFactory>) => FakePeer;
  readonly made: readonly FakePeer[];
  readonly network: FakeNetwork;
}

export function createFakePeers(clock: Clock): FakePeers {
  const network = new FakeNetwork(clock);
  const made: FakePeer[] = [];
  return {
    network,
    made,
    createPeer(scope, options) {
      const peer = new MemoryPeer(scope.child(), options, clock, network, `p${made.length + 1}`);
      made.push(peer);
      return peer;
    },
  };
}

/** What stands in for SDP. `fragment` names the ICE credentials, `answers` the offer that an answer belongs to. */
interface Description {
  readonly type: 'offer' | 'answer';
  readonly peer: string;
  readonly fragment: string;
  readonly answers?: string;
}

// Begins as every description does, because the channel checks that.
const SDP_PREFIX = 'v=0 fake ';
/** A host candidate is there within milliseconds; one is enough. */
const GATHER_MS = 5;

class MemoryPeer implements FakePeer, NetworkEnd {
  state: RTCPeerConnectionState = 'new';
  isAsleep = false;
  readonly tracks = new Map<Slot, MediaStreamTrack | null>();
  readonly id: string;
  iceServers: readonly RTCIceServer[];
  readonly #scope: Scope;
  readonly #clock: Clock;
  readonly #network: FakeNetwork;
  readonly #onEvent: (event: PeerEvent) => void;
  readonly #announced = new Set<Slot>();
  #generation = 0;
  #local: Description | undefined;
  #remote: Description | undefined;
  #answer: Description | undefined;
  #knownFragments = new Set<string>();
  readonly #open = new Set<ChannelKind>();

  constructor(scope: Scope, options: PeerOptions, clock: Clock, network: FakeNetwork, id: string) {
    this.#scope = scope;
    this.#clock = clock;
    this.#network = network;
    this.#onEvent = options.onEvent;
    this.iceServers = options.iceServers;
    this.id = id;
    network.join(this);
    scope.own(() => network.leave(this));
  }

  get isClosed(): boolean {
    return this.#scope.isEnded;
  }

  get restarts(): number {
    return Math.max(0, this.#generation - 1);
  }

  get reach(): Reach | undefined {
    const [local, remote] = [this.#local, this.#remote];
    if (!local || !remote || this.isClosed || !this.#knownFragments.has(remote.fragment)) return undefined;
    const isPair = local.type === 'offer' ? remote.answers === local.fragment : local.answers === remote.fragment;
    return isPair ? { peer: remote.peer, local: local.fragment, remote: remote.fragment } : undefined;
  }

  async createOffer({ restart }: { readonly restart: boolean }): Promise<string> {
    this.#check(this.#local?.type !== 'answer', 'a callee never offers');
    if (restart || this.#generation === 0) this.#generation++;
    return this.#setLocal({ type: 'offer', peer: this.id, fragment: `${this.id}.${this.#generation}` });
  }

  async acceptAnswer(sdp: string, candidates: readonly RTCIceCandidateInit[] = []): Promise<void> {
    const answer = parse(sdp, 'answer');
    this.#check(this.#local?.type === 'offer' && answer.answers === this.#local.fragment, 'it answers no standing offer');
    this.#setRemote(answer);
    this.addRemoteCandidates(candidates);
    if (this.#network.hearsLateMs === 0) return;
    // The other side's checks come in meanwhile, and tell as much as its candidates would.
    this.addRemoteCandidates([{ candidate: '', usernameFragment: answer.fragment }]);
    await delay(this.#clock, this.#network.hearsLateMs);
  }

  async acceptOffer(sdp: string): Promise<string> {
    const offer = parse(sdp, 'offer');
    this.#check(this.#local?.type !== 'offer', 'a caller never answers');
    this.#check(!this.#remote || this.#remote.peer === offer.peer, 'another peer made this offer');
    if (this.#remote?.fragment !== offer.fragment) this.#generation++;
    this.#answer = { type: 'answer', peer: this.id, fragment: `${this.id}.${this.#generation}`, answers: offer.fragment };
    this.#setRemote(offer);
    return SDP_PREFIX + JSON.stringify(this.#answer);
  }

  /** It gathers when it has answered, and what it finds has no place in its descriptions. */
  async gathered(): Promise<readonly RTCIceCandidateInit[]> {
    return [];
  }

  async answer(): Promise<string> {
    const answer = this.#answer;
    this.#check(answer !== undefined, 'there is no offer to answer');
    this.#answer = undefined;
    return this.#setLocal(answer);
  }

  addRemoteCandidates(candidates: readonly RTCIceCandidateInit[]): void {
    for (const { usernameFragment } of candidates) if (usernameFragment) this.#knownFragments.add(usernameFragment);
    this.#network.look();
  }

  async setTrack(slot: Slot, track: MediaStreamTrack | null): Promise<void> {
    if (!this.isClosed) this.tracks.set(slot, track);
  }

  async limitSenders(): Promise<void> {}

  setIceServers(servers: readonly RTCIceServer[]): void {
    this.iceServers = servers;
  }

  send(kind: ChannelKind, data: ChannelData): boolean {
    if (!this.isWritable(kind)) return false;
    this.#network.carry(this, kind, data);
    return true;
  }

  readonly bytesPerSecond = 1_000_000;

  /** A channel always has room. */
  isWritable(kind: ChannelKind): boolean {
    return !this.isClosed && this.#open.has(kind);
  }

  async getStats(): Promise<RTCStatsReport> {
    return new Map<string, unknown>();
  }

  /** Sound flows as long as there is a path: 50 packets a second, as from a browser. */
  async countReceived(): Promise<number> {
    return this.#network.packetsFor(this);
  }

  close(): void {
    this.#scope.end();
  }

  after(delayMs: number, action: () => void): void {
    const release = this.#scope.own(this.#clock.after(delayMs, () => {
      release();
      action();
    }));
  }

  turn(state: RTCPeerConnectionState): void {
    if (state === this.state) return;
    this.state = state;
    this.#report({ type: 'connection', state });
  }

  turnChannels(isOpen: boolean, kinds: readonly ChannelKind[] = CHANNEL_KINDS): void {
    const turned = kinds.filter((kind) => isOpen !== this.#open.has(kind));
    for (const kind of turned) {
      if (isOpen) this.#open.add(kind);
      else this.#open.delete(kind);
    }
    for (const kind of turned) this.#report({ type: 'channel', kind, isOpen });
  }

  receive(kind: ChannelKind, data: ChannelData): void {
    if (this.#open.has(kind)) this.#report({ type: 'message', kind, data });
  }

  #report(event: PeerEvent): void {
    if (!this.isClosed) this.#onEvent(event);
  }

  #check(isRight: boolean, detail: string): asserts isRight {
    if (this.isClosed) throw new AppError('failed', { detail: 'the connection was closed' });
    if (!isRight) throw new AppError('failed', { detail });
  }

  #setLocal(description: Description): string {
    const isGathered = this.#local?.fragment === description.fragment;
    this.#local = description;
    if (!isGathered) this.after(GATHER_MS, () => this.#gathered(description.fragment));
    this.#network.look();
    return SDP_PREFIX + JSON.stringify(description);
  }

  #gathered(fragment: string): void {
    if (this.#local?.fragment !== fragment) return; // Of credentials that no longer count.
    this.#report({ type: 'candidate', candidate: { candidate: `candidate:${fragment}`, sdpMid: '0', usernameFragment: fragment } });
    if (this.#network.findsLateMs > 0) this.after(this.#network.findsLateMs, () => this.#gatheredLate(fragment));
    else this.#report({ type: 'candidate', candidate: null });
  }

  #gatheredLate(fragment: string): void {
    if (this.#local?.fragment !== fragment) return;
    this.#report({ type: 'candidate', candidate: { candidate: `candidate:${fragment} far`, sdpMid: '0', usernameFragment: fragment } });
    this.#report({ type: 'candidate', candidate: null });
  }

  #setRemote(description: Description): void {
    this.#remote = description;
    for (const slot of SLOTS) {
      if (this.#announced.has(slot)) continue;
      this.#announced.add(slot);
      const kind = slot === 'microphone' || slot === 'screenSound' ? 'audio' : 'video';
      const track = Object.assign(new EventTarget(), { kind, id: `${description.peer} ${slot}`, muted: true });
      this.#report({ type: 'track', slot, track: track as unknown as MediaStreamTrack });
    }
    this.#network.look();
  }
}

function parse(sdp: string, type: Description['type']): Description {
  try {
    const value = JSON.parse(sdp.slice(SDP_PREFIX.length)) as Description;
    if (sdp.startsWith(SDP_PREFIX) && value.type === type) return value;
  } catch {
    // Told below.
  }
  throw new AppError('malformed', { detail: `this is no ${type}` });
}
