/**
 * What the two pages tell each other on the data channel while they are connected: which devices are on, that they
 * are still there (heartbeat), that they hang up or go. Nothing of it passes through the store.
 */
import type { Clock } from '../../base/clock.ts';
import type { Scope } from '../../base/scope.ts';
import { formatControlMessage, parseControlMessage, type ControlMessage, type RestartMessage } from '../../peer/channels/control-messages.ts';
import type { Peer } from '../../peer/peer.ts';
import { LivenessMonitor } from './liveness-monitor.ts';

export interface ConversationEvents {
  readonly onMedia: (media: { readonly microphone: boolean; readonly camera: boolean }) => void;
  /** The channel is open: what waited for it can be said. */
  readonly onOpen: () => void;
  readonly onReveal: (nonce: string) => void;
  /** What the caller would have the two call again by. */
  readonly onNextCall: (value: string) => void;
  readonly onHangUp: (reason: string) => void;
  /** `isSaid`: in words; else the channel has closed, and nothing comes any more. */
  readonly onGoodbye: (isSaid: boolean) => void;
  /** The channel has closed, and media go on; told again for as long as that lasts. */
  readonly onChannelLost: (isAgain: boolean) => void;
  readonly onRoundAnnounced: (round: number) => void;
  readonly onRestart: (message: RestartMessage) => void;
  /** Nothing has come for a while, although the channel says that it is open. */
  readonly onSilent: () => void;
  /** A message, or media again after a silence. */
  readonly onHeard: () => void;
  readonly onBroken: (error: unknown) => void;
}

export class Conversation {
  readonly #peer: Peer;
  readonly #events: ConversationEvents;
  readonly #life: LivenessMonitor;
  #isOpen = false;
  #pings = 0;
  #media = { microphone: false, camera: false, screen: false };

  constructor(scope: Scope, clock: Clock, peer: Peer, events: ConversationEvents) {
    this.#peer = peer;
    this.#events = events;
    this.#life = new LivenessMonitor(scope, clock, {
      countReceived: () => peer.countReceived(),
      ping: () => {
        this.#send({ type: 'ping', n: this.#pings++ });
      },
      onSilent: () => events.onSilent(),
      onHeard: () => events.onHeard(),
      // The other side's connection has been closed (a crash doesn't close it): as good as a goodbye.
      onGone: () => events.onGoodbye(false),
      onChannelLost: (isAgain) => events.onChannelLost(isAgain),
      onBroken: (error) => events.onBroken(error),
    });
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Whatever is said now is probably not heard. */
  get isSilent(): boolean {
    return this.#life.isSilent;
  }

  /**
   * The connection stands, so that signs of life are to be expected: its channel opens a round trip later, or never,
   * where the other page has gone in between.
   */
  begin(): void {
    this.#life.start();
  }

  /** There is reason to doubt the path, or the other side: asks at once, and doesn't wait for the answer as long as usual. */
  probe(): void {
    this.#life.probe();
  }

  /** What this side's devices are; told at once, and whenever the channel opens. */
  tellMedia(media: { readonly microphone: boolean; readonly camera: boolean }): void {
    this.#media = { ...media, screen: false };
    if (this.#isOpen) this.#send({ type: 'media', ...this.#media });
  }

  /** @returns false when the channel is not open, in which case nobody heard it */
  say(message: ControlMessage): boolean {
    return this.#isOpen && this.#send(message);
  }

  setOpen(isOpen: boolean): void {
    if (isOpen === this.#isOpen) return;
    this.#isOpen = isOpen;
    if (!isOpen) return this.#life.close();
    this.#send({ type: 'media', ...this.#media });
    this.#life.start();
    this.#events.onOpen();
  }

  hear(text: string): void {
    const message = parseControlMessage(text);
    this.#life.markAlive();
    this.#events.onHeard();
    switch (message?.type) {
      case 'media': return this.#events.onMedia(message);
      case 'reveal': return this.#events.onReveal(message.nonce);
      case 'next-call': return this.#events.onNextCall(message.value);
      case 'hang-up': return this.#events.onHangUp(message.reason);
      case 'goodbye': return this.#events.onGoodbye(true);
      case 'ping': this.#send({ type: 'pong', n: message.n }); return;
      case 'announce-round': return this.#events.onRoundAnnounced(message.round);
      case 'restart-request':
      case 'restart-offer':
      case 'restart-answer':
      case 'restart-candidates': return this.#events.onRestart(message);
      case 'pong':
      case undefined: // A later version's message: a sign of life, and nothing else to us.
    }
  }

  #send(message: ControlMessage): boolean {
    return this.#peer.send('control', formatControlMessage(message));
  }
}
