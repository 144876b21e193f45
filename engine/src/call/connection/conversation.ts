/**
 * What the two pages tell each other on the data channel of a connection: which devices are on, that they are still
 * there (heartbeat), that they hang up or go. Nothing of it passes through the store.
 */
import type { Clock } from '../../base/clock.ts';
import type { Scope } from '../../base/scope.ts';
import { formatControlMessage, parseControlMessage, type ControlMessage, type RestartMessage } from '../../peer/channels/control-messages.ts';
import type { Peer } from '../../peer/peer.ts';
import { LivenessMonitor } from './liveness-monitor.ts';

/** What a conversation says of the other side, for RemoteParticipant to judge. */
export type ConversationEvent =
  | { readonly type: 'hang-up'; readonly reason: string }
  /** `isSaid`: in words; else the channel has closed, and nothing comes any more. */
  | { readonly type: 'goodbye'; readonly isSaid: boolean }
  /** The other side has offered, or requested, this round. */
  | { readonly type: 'round-announced'; readonly round: number }
  /** The channel has closed, and media go on; told again (`isAgain`) for as long as that lasts. */
  | { readonly type: 'channel-lost'; readonly isAgain: boolean }
  /** Nothing has come for a while, although the channel says that it is open. */
  | { readonly type: 'silent' }
  /** A message, or media again after a silence. */
  | { readonly type: 'alive' }
  | { readonly type: 'broken'; readonly error: unknown };

export interface ConversationPorts {
  readonly report: (event: ConversationEvent) => void;
  /** The channel is open: messages that waited for it can be sent. */
  readonly onOpen: () => void;
  readonly onMedia: (media: { readonly microphone: boolean; readonly camera: boolean }) => void;
  readonly onReveal: (nonce: string) => void;
  readonly onRestart: (message: RestartMessage) => void;
}

export class Conversation {
  readonly #peer: Peer;
  readonly #ports: ConversationPorts;
  readonly #liveness: LivenessMonitor;
  #isOpen = false;
  #pings = 0;
  #media = { microphone: false, camera: false, screen: false };

  constructor(scope: Scope, clock: Clock, peer: Peer, ports: ConversationPorts) {
    const { report } = ports;
    this.#peer = peer;
    this.#ports = ports;
    this.#liveness = new LivenessMonitor(scope, clock, {
      countReceived: () => peer.countReceived(),
      ping: () => {
        this.#send({ type: 'ping', n: this.#pings++ });
      },
      onSilent: () => report({ type: 'silent' }),
      onAlive: () => report({ type: 'alive' }),
      // The other side's connection has been closed (a crash doesn't close it): as good as a goodbye.
      onGone: () => report({ type: 'goodbye', isSaid: false }),
      onChannelLost: (isAgain) => report({ type: 'channel-lost', isAgain }),
      onBroken: (error) => report({ type: 'broken', error }),
    });
  }

  /** A message that is sent now is probably not heard. */
  get isSilent(): boolean {
    return this.#liveness.isSilent;
  }

  /**
   * The connection is up, so that signs of life are to be expected: its channel opens a round trip later, or never,
   * where the other page has gone in between.
   */
  begin(): void {
    this.#liveness.start();
  }

  /** The path, or the other side, may be gone: pings at once, and doesn't wait for the answer as long as usual. */
  probe(): void {
    this.#liveness.probe();
  }

  /** What this side's devices are; told at once, and whenever the channel opens. */
  tellMedia(media: { readonly microphone: boolean; readonly camera: boolean }): void {
    this.#media = { ...media, screen: false };
    if (this.#isOpen) this.#send({ type: 'media', ...this.#media });
  }

  /** @returns false when the channel is not open, in which case nothing was sent */
  say(message: ControlMessage): boolean {
    return this.#isOpen && this.#send(message);
  }

  setOpen(isOpen: boolean): void {
    if (isOpen === this.#isOpen) return;
    this.#isOpen = isOpen;
    if (!isOpen) return this.#liveness.closeChannel();
    this.#send({ type: 'media', ...this.#media });
    this.#liveness.start();
    this.#ports.onOpen();
  }

  /** Something has come over a channel of this connection. */
  markAlive(): void {
    this.#liveness.markAlive();
    this.#ports.report({ type: 'alive' });
  }

  /** A message of the other side. */
  take(text: string): void {
    const message = parseControlMessage(text);
    const { report } = this.#ports;
    this.markAlive();
    switch (message?.type) {
      case 'media': return this.#ports.onMedia(message);
      case 'reveal': return this.#ports.onReveal(message.nonce);
      case 'hang-up': return report({ type: 'hang-up', reason: message.reason });
      case 'goodbye': return report({ type: 'goodbye', isSaid: true });
      case 'ping': this.#send({ type: 'pong', n: message.n }); return;
      case 'announce-round': return report({ type: 'round-announced', round: message.round });
      case 'restart-request':
      case 'restart-offer':
      case 'restart-answer':
      case 'restart-candidates': return this.#ports.onRestart(message);
      case 'pong':
      case undefined: // A later version's message: a sign of life, and nothing else to us.
    }
  }

  #send(message: ControlMessage): boolean {
    return this.#peer.send('control', formatControlMessage(message));
  }
}
