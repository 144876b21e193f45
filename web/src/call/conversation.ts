/**
 * What the two pages tell each other on the data channel while they are connected: which devices are on, that they
 * are still there (heartbeat), that they hang up or go. Nothing of it passes through the store.
 */
import type { Clock } from '../base/clock.ts';
import type { Scope } from '../base/scope.ts';
import { formatControlMessage, parseControlMessage, type ControlMessage } from '../peer/control-messages.ts';
import type { Peer } from '../peer/peer.ts';
import { HEARTBEAT_MS, SILENCE_MS } from './timings.ts';

export interface ConversationEvents {
  readonly onMedia: (media: { readonly microphone: boolean; readonly camera: boolean }) => void;
  /** The channel is open: what waited for it can be said. */
  readonly onOpen: () => void;
  readonly onReveal: (nonce: string) => void;
  readonly onHangUp: () => void;
  readonly onGoodbye: () => void;
  /** Nothing has been heard for SILENCE_MS although the channel says that it is open. */
  readonly onSilent: () => void;
  /** Any sign of life. */
  readonly onHeard: () => void;
}

export class Conversation {
  readonly #scope: Scope;
  readonly #clock: Clock;
  readonly #peer: Peer;
  readonly #events: ConversationEvents;
  #isOpen = false;
  #heardAt = 0;
  #pings = 0;
  #media = { microphone: false, camera: false, screen: false };

  constructor(scope: Scope, clock: Clock, peer: Peer, events: ConversationEvents) {
    this.#scope = scope;
    this.#clock = clock;
    this.#peer = peer;
    this.#events = events;
  }

  get isOpen(): boolean {
    return this.#isOpen;
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
    // The other side's connection has been closed (a crash doesn't close it): as good as a goodbye.
    if (!isOpen) return this.#events.onGoodbye();
    this.#heardAt = this.#clock.now();
    this.#send({ type: 'media', ...this.#media });
    this.#beat();
    this.#events.onOpen();
  }

  hear(text: string): void {
    const message = parseControlMessage(text);
    this.#heardAt = this.#clock.now();
    this.#events.onHeard();
    switch (message?.type) {
      case 'media': return this.#events.onMedia(message);
      case 'reveal': return this.#events.onReveal(message.nonce);
      case 'hang-up': return this.#events.onHangUp();
      case 'goodbye': return this.#events.onGoodbye();
      case 'ping': this.#send({ type: 'pong', n: message.n }); return;
      case 'pong':
      case undefined: // A later version's message: a sign of life, and nothing else to us.
    }
  }

  #beat(): void {
    const stop = this.#clock.after(HEARTBEAT_MS, () => {
      release();
      if (!this.#isOpen) return;
      this.#send({ type: 'ping', n: this.#pings++ });
      if (this.#clock.now() - this.#heardAt > SILENCE_MS) this.#events.onSilent();
      this.#beat();
    });
    const release = this.#scope.own(stop);
  }

  #send(message: ControlMessage): boolean {
    return this.#peer.send(formatControlMessage(message));
  }
}
