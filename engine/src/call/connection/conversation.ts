/**
 * What the two pages tell each other on the data channel of a connection, for that connection alone: that they are still
 * there (heartbeat), that they hang up or go. Nothing of it passes through the store.
 */
import type { Clock } from '../../base/clock.ts';
import type { Scope } from '../../base/scope.ts';
import type { Peer } from '../../peer/peer.ts';
import { formatMessage, MessageRegistry, type MessageType } from '../channels/message-registry.ts';
import { GOODBYE, HANG_UP } from '../ending/departure-messages.ts';
import { ANNOUNCE_ROUND } from '../negotiation/announce-round.ts';
import { LivenessMonitor, PING, PONG, type ChannelLoss } from './liveness-monitor.ts';

/** What a conversation says of the other side, for RemoteParticipant to judge. */
export type ConversationEvent =
  | { readonly type: 'hang-up'; readonly reason: string }
  /** `isSaid`: in words; else the channel has closed, and nothing comes any more. */
  | { readonly type: 'goodbye'; readonly isSaid: boolean }
  /** The other side has offered, or requested, this round. */
  | { readonly type: 'round-announced'; readonly round: number }
  /** A channel has closed, and the other side is there; told again (`isAgain`) for as long as that lasts. */
  | ({ readonly type: 'channel-lost' } & ChannelLoss)
  /** Nothing has come for a while, although the channel says that it is open. */
  | { readonly type: 'silent' }
  /** A message, or media again after a silence. */
  | { readonly type: 'alive' }
  | { readonly type: 'broken'; readonly error: unknown };

export interface ConversationPorts {
  readonly report: (event: ConversationEvent) => void;
  /** The channel is open: messages that waited for it can be sent. */
  readonly onOpen: () => void;
}

export class Conversation {
  /** Of this connection: what belongs to the call goes over CallChannels. */
  readonly messages = new MessageRegistry();
  readonly #peer: Peer;
  readonly #ports: ConversationPorts;
  readonly #liveness: LivenessMonitor;
  #isOpen = false;
  #pings = 0;

  constructor(scope: Scope, clock: Clock, peer: Peer, ports: ConversationPorts) {
    const { report } = ports;
    this.#peer = peer;
    this.#ports = ports;
    this.#liveness = new LivenessMonitor(scope, clock, {
      countReceived: () => peer.countReceived(),
      ping: () => {
        this.say(PING, { n: this.#pings++ });
      },
      onSilent: () => report({ type: 'silent' }),
      onAlive: () => report({ type: 'alive' }),
      // The other side's connection has been closed (a crash doesn't close it): as good as a goodbye.
      onGone: () => report({ type: 'goodbye', isSaid: false }),
      onChannelLost: (lost) => report({ type: 'channel-lost', ...lost }),
      onBroken: (error) => report({ type: 'broken', error }),
    });
    this.messages.on(PING, ({ n }) => this.say(PONG, { n }));
    this.messages.on(HANG_UP, ({ reason }) => report({ type: 'hang-up', reason }));
    this.messages.on(GOODBYE, () => report({ type: 'goodbye', isSaid: true }));
    this.messages.on(ANNOUNCE_ROUND, ({ round }) => report({ type: 'round-announced', round }));
  }

  /** A message that is sent now is probably not heard. */
  get isSilent(): boolean {
    return this.#liveness.isSilent;
  }

  /** The control channel has closed, and nothing has come since: nothing more is heard of the other side here. */
  get isGone(): boolean {
    return this.#liveness.isGone;
  }

  /** The path is there again: the other side is to be heard within the usual time. */
  expectSigns(): void {
    this.#liveness.markAlive();
  }

  /**
   * The connection is up, so that proof of life is to be expected: its channel opens a round trip later, or never,
   * where the other page has gone in between.
   */
  begin(): void {
    this.#liveness.start();
  }

  /** The path, or the other side, may be gone: pings at once, and doesn't wait for the answer as long as usual. */
  probe(): void {
    this.#liveness.probe();
  }

  /** @returns false when the channel is not open, in which case nothing was sent */
  say<Message extends object>(type: MessageType<Message>, message: Message): boolean {
    return this.#isOpen && this.#peer.send('control', formatMessage(type, message));
  }

  setOpen(isOpen: boolean): void {
    if (isOpen === this.#isOpen) return;
    this.#isOpen = isOpen;
    if (!isOpen) return this.#liveness.closeChannel();
    this.#liveness.start();
    this.#ports.onOpen();
  }

  /** A channel of another kind has closed: it may have died alone. */
  closeOther(): void {
    this.#liveness.closeOther();
  }

  /** Something has come over a channel of this connection. */
  markAlive(): void {
    this.#liveness.markAlive();
    this.#ports.report({ type: 'alive' });
  }

  /** A text of the other side; one that nothing listens to is proof of life all the same. */
  take(text: string): void {
    this.markAlive();
    this.messages.hear(text);
  }
}
