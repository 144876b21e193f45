import type { Clock } from '../../base/clock.ts';
import type { ChannelData, ChannelKind } from '../channels/channel-kinds.ts';

/** Checks, DTLS and SCTP on one machine take about this long. */
export const CONNECT_MS = 50;
/** One way, on one machine. */
export const TRAVEL_MS = 5;
/** Chromium says `disconnected` about 6 s after the path has gone, and `failed` 10 s later; measured. */
export const DISCONNECTED_MS = 6000;
export const FAILED_MS = DISCONNECTED_MS + 10_000;

/** One side's half of a path: its credentials and the other's, each known to be an answer to each other. */
export interface Reach {
  readonly peer: string;
  readonly local: string;
  readonly remote: string;
}

/** A peer, as the network sees it. */
export interface NetworkEnd {
  readonly id: string;
  readonly isClosed: boolean;
  /** Its whole machine is: nothing is sent, and nothing read. */
  readonly isAsleep: boolean;
  readonly state: RTCPeerConnectionState;
  /** Undefined until it has both descriptions of a round and a candidate of the other side. */
  readonly reach: Reach | undefined;
  turn(state: RTCPeerConnectionState): void;
  /** @param kinds default: all */
  turnChannels(isOpen: boolean, kinds?: readonly ChannelKind[]): void;
  receive(kind: ChannelKind, data: ChannelData): void;
  /** A timer that ends with the peer. */
  after(delayMs: number, action: () => void): void;
}

/** A stream of sound: a packet each 20 ms. */
const PACKET_MS = 20;

interface Path {
  readonly peers: readonly [NetworkEnd, NetworkEnd];
  /** The credentials it was checked with; a restart of ICE makes others. */
  readonly key: string;
}

/** What lies between the peers of one world. A path that has failed comes back only by a restart, as in a browser. */
export class FakeNetwork {
  /** ms until a busy page hears that the answer it has set stands; the browser connects meanwhile. */
  hearsLateMs = 0;
  /** ms until a browser has found another candidate, which a far STUN server brings; 0 for none. */
  findsLateMs = 0;
  /** ms from a connection to its open channel: a round trip, in which either page may go. */
  channelMs = 0;
  /** ms one way for a message; one that is on its way is not overtaken by a later one of its channel. */
  travelMs = TRAVEL_MS;
  /** Sound is sent. Without, messages are all that comes. */
  hasSound = true;
  readonly #clock: Clock;
  readonly #peers = new Set<NetworkEnd>();
  readonly #paths = new Map<string, Path>();
  /** Keys of paths that were checked before, so that each is checked once. */
  readonly #checked = new Set<string>();
  readonly #failed = new Set<string>();
  #timers: (() => void)[] = [];
  readonly #packets = new Map<NetworkEnd, number>();
  /** When the latest message of a channel arrives at an end. */
  readonly #arrivals = new Map<NetworkEnd, Map<ChannelKind, number>>();
  #held: { readonly from: NetworkEnd; readonly kind: ChannelKind; readonly data: ChannelData }[] = [];
  #isCut = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get isCut(): boolean {
    return this.#isCut;
  }

  /** Nothing passes any more: `disconnected`, later `failed`, as a browser finds out. */
  cut(): void {
    if (this.#isCut) return;
    this.#isCut = true;
    this.#timers = [
      this.#clock.after(DISCONNECTED_MS, () => this.#turnAll('disconnected')),
      this.#clock.after(FAILED_MS, () => this.fail()),
    ];
  }

  /** Every path fails now. */
  fail(): void {
    for (const { key } of this.#paths.values()) this.#failed.add(key);
    this.#turnAll('failed');
  }

  /** All, as Firefox does with a connection that has failed, 28 s after its path has gone; or those of `kinds` alone. */
  closeChannels(kinds?: readonly ChannelKind[]): void {
    for (const peer of this.#peers) peer.turnChannels(false, kinds);
  }

  /** What was cut passes again; messages that waited arrive. */
  restore(): void {
    this.#isCut = false;
    this.#cancelTimers();
    for (const path of this.#paths.values()) if (!this.#failed.has(path.key)) for (const peer of path.peers) peer.turn('connected');
    this.look();
    const held = this.#held;
    this.#held = [];
    for (const { from, kind, data } of held) this.carry(from, kind, data);
  }

  /** How many packets the other end has been able to send by now; as many as before while there is no path. */
  packetsFor(peer: NetworkEnd): number {
    const other = this.#otherOf(peer);
    if (this.hasSound && !this.#isCut && other && !other.isAsleep && peer.state === 'connected') this.#packets.set(peer, Math.floor(this.#clock.now() / PACKET_MS));
    return this.#packets.get(peer) ?? 0;
  }

  join(peer: NetworkEnd): void {
    this.#peers.add(peer);
  }

  /** A closed peer says so to its other side, whose channel closes; what that side's connection says comes much later. */
  leave(peer: NetworkEnd): void {
    const other = this.#otherOf(peer);
    this.#peers.delete(peer);
    this.#packets.delete(peer);
    this.#arrivals.delete(peer);
    if (this.#peers.size === 0) this.#cancelTimers();
    for (const [name, path] of this.#paths) if (path.peers.includes(peer)) this.#paths.delete(name);
    if (!other) return;
    if (!this.#isCut) other.after(TRAVEL_MS, () => other.turnChannels(false));
    other.after(DISCONNECTED_MS, () => this.#turnLonely(other, 'disconnected'));
    other.after(FAILED_MS, () => this.#turnLonely(other, 'failed'));
  }

  carry(from: NetworkEnd, kind: ChannelKind, data: ChannelData): void {
    if (this.#isCut || from.state === 'failed') {
      this.#held.push({ from, kind, data });
      return;
    }
    const to = this.#otherOf(from);
    to?.after(this.#travelTo(to, kind), () => to.receive(kind, data));
  }

  #travelTo(to: NetworkEnd, kind: ChannelKind): number {
    const arrivals = this.#arrivals.get(to) ?? new Map<ChannelKind, number>();
    this.#arrivals.set(to, arrivals);
    const now = this.#clock.elapsed();
    const arrival = Math.max(now + this.travelMs, arrivals.get(kind) ?? 0);
    arrivals.set(kind, arrival);
    return arrival - now;
  }

  /** Looks for pairs that have become able to reach each other. */
  look(): void {
    if (this.#isCut) return;
    for (const one of this.#peers) {
      const other = this.#partnerOf(one);
      if (!other || one.id > other.id) continue;
      const key = `${one.reach?.local} ${other.reach?.local}`;
      if (this.#checked.has(key)) continue;
      this.#checked.add(key);
      const path: Path = { peers: [one, other], key };
      // A restart of what still works doesn't interrupt it.
      for (const peer of path.peers) if (peer.state !== 'connected') peer.turn('connecting');
      one.after(CONNECT_MS, () => this.#connect(path));
    }
  }

  #connect(path: Path): void {
    const [one, other] = path.peers;
    if (this.#isCut) {
      this.#checked.delete(path.key); // Tried again when the network is back.
      return;
    }
    if (one.isClosed || other.isClosed) return;
    this.#paths.set(nameOf(path), path);
    for (const peer of path.peers) peer.turn('connected');
    if (this.channelMs === 0) this.#openChannel(path);
    else one.after(this.channelMs, () => this.#openChannel(path));
  }

  #openChannel(path: Path): void {
    if (this.#paths.get(nameOf(path)) !== path) return;
    for (const peer of path.peers) peer.turnChannels(true);
  }

  #cancelTimers(): void {
    for (const cancel of this.#timers) cancel();
    this.#timers = [];
  }

  #partnerOf(one: NetworkEnd): NetworkEnd | undefined {
    const { reach } = one;
    for (const other of this.#peers) {
      const back = other.reach;
      if (reach && back && reach.peer === other.id && back.peer === one.id && reach.remote === back.local && back.remote === reach.local) return other;
    }
    return undefined;
  }

  #otherOf(peer: NetworkEnd): NetworkEnd | undefined {
    for (const { peers } of this.#paths.values()) if (peers.includes(peer)) return peers.find((other) => other !== peer);
    return undefined;
  }

  #turnAll(state: RTCPeerConnectionState): void {
    for (const { peers } of this.#paths.values()) for (const peer of peers) peer.turn(state);
  }

  #turnLonely(peer: NetworkEnd, state: RTCPeerConnectionState): void {
    if (!this.#otherOf(peer)) peer.turn(state);
  }
}

function nameOf({ peers: [one, other] }: Path): string {
  return `${one.id} ${other.id}`;
}
