/** One side of a call without signaling: a real peer, everything that it reported, and candidates that find their way. */
import { createLogger, type LogEntry } from '../../../engine/src/base/logger.ts';
import { Scope } from '../../../engine/src/base/scope.ts';
import { CandidateBuffer } from '../../../engine/src/call/connection/candidate-buffer.ts';
import { CHANNEL_KINDS } from '../../../engine/src/peer/channels/channel-kinds.ts';
import type { Peer, PeerEvent, PeerOptions } from '../../../engine/src/peer/peer.ts';
import { rtcPeerFactory, type RtcPeerEnvironment } from '../../../engine/src/peer/rtc-peer.ts';

export type SideOptions = Partial<Pick<PeerOptions, 'iceServers' | 'iceTransportPolicy'>> &
  Pick<RtcPeerEnvironment, 'certificates' | 'waitsAnswered' | 'answersAs'>;

export class Side {
  readonly scope = new Scope();
  readonly events: PeerEvent[] = [];
  readonly log: LogEntry[] = [];
  readonly peer: Peer;
  /** Set by the test: where this side's candidates go. */
  onCandidate: (candidate: RTCIceCandidateInit) => void = () => {};
  readonly #remoteCandidates = new CandidateBuffer();
  /** Set by the test: told of everything that is reported. */
  onEvent: (event: PeerEvent) => void = () => {};
  readonly #waiting = new Set<() => void>();

  constructor({ iceServers = [], iceTransportPolicy, ...environment }: SideOptions = {}) {
    const logger = createLogger((entry) => this.log.push(entry));
    const makePeer = rtcPeerFactory({ logger, ...environment });
    this.peer = makePeer(this.scope, {
      iceServers,
      ...(iceTransportPolicy === undefined ? {} : { iceTransportPolicy }),
      onEvent: (event) => {
        this.events.push(event);
        this.onEvent(event);
        if (event.type === 'candidate' && event.candidate) this.onCandidate(event.candidate);
        for (const look of this.#waiting) look();
      },
    });
  }

  /** Held until `releaseCandidates` of their generation, as a call holds them. */
  addRemoteCandidates(generation: number, candidates: readonly RTCIceCandidateInit[]): void {
    this.peer.addRemoteCandidates(this.#remoteCandidates.add(generation, candidates));
  }

  releaseCandidates(generation: number): void {
    this.peer.addRemoteCandidates(this.#remoteCandidates.release(generation));
  }

  /** Resolves when what was reported so far, or is reported later, meets `condition`. */
  until(condition: (events: readonly PeerEvent[]) => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!condition(this.events)) return;
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
      look();
    });
  }

  /** With every channel: each opens in a task of its own, and what comes first of them and the connection differs. */
  async connected(): Promise<void> {
    await this.until((events) => CHANNEL_KINDS.every((kind) => events.some((event) => event.type === 'channel' && event.kind === kind && event.isOpen)));
    await this.until((events) => events.some((event) => event.type === 'connection' && event.state === 'connected'));
  }

  track(slot: string): MediaStreamTrack {
    for (const event of this.events) if (event.type === 'track' && event.slot === slot) return event.track;
    throw new Error(`no track of ${slot} has come`);
  }

  /** What was reported, in short: 'connection connected', 'track camera', 'candidate'. */
  get story(): readonly string[] {
    return this.events.map((event) => {
      switch (event.type) {
        case 'network-changed':
          return 'network changed';
        case 'candidate':
          return event.candidate ? 'candidate' : 'candidates done';
        case 'connection':
          return `connection ${event.state}`;
        case 'track':
          return `track ${event.slot}`;
        case 'channel':
          return event.isOpen ? `${event.kind} open` : `${event.kind} closed`;
        case 'message':
          return `message ${String(event.data)}`;
        case 'writable':
          return `${event.kind} writable`;
      }
    });
  }
}

export interface Round {
  readonly offer: string;
  readonly answer: string;
}

/** One round between two sides, with candidates that travel on their own and may arrive before the descriptions. */
export async function runRound(caller: Side, callee: Side, round: number, restart: boolean): Promise<Round> {
  caller.onCandidate = (candidate) => callee.addRemoteCandidates(round, [candidate]);
  callee.onCandidate = (candidate) => caller.addRemoteCandidates(round, [candidate]);
  const offer = await caller.peer.createOffer({ restart });
  await callee.peer.acceptOffer(offer);
  const answer = await callee.peer.answer();
  callee.releaseCandidates(round);
  await caller.peer.acceptAnswer(answer);
  caller.releaseCandidates(round);
  return { offer, answer };
}

/** Two sides that are connected after round 1. */
export async function connectedPair(callerOptions?: SideOptions, calleeOptions?: SideOptions): Promise<{ caller: Side; callee: Side; first: Round }> {
  const caller = new Side(callerOptions);
  const callee = new Side(calleeOptions);
  const first = await runRound(caller, callee, 1, false);
  await Promise.all([caller.connected(), callee.connected()]);
  return { caller, callee, first };
}
