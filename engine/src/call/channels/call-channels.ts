/**
 * The reliable channels of one remote participant, by kind, over whichever connection carries the call. The control channel
 * is there from the beginning and carries messages by type; the others are opened by their features.
 */
import type { Clock } from '../../base/clock.ts';
import type { Logger } from '../../base/logger.ts';
import { Observers } from '../../base/observers.ts';
import type { Scope } from '../../base/scope.ts';
import type { ChannelData, ChannelKind } from '../../peer/channels/channel-kinds.ts';
import type { PathMeasure } from '../../stats/call-quality.ts';
import type { StreamId } from './frames.ts';
import { MemoryJournal, type Journal } from './journal.ts';
import { formatMessage, MessageRegistry, type MessageType } from './message-registry.ts';
import { ReliableChannel, type FrameLink, type ReliableChannelPorts, type SendOutcome } from './reliable-channel.ts';

export interface CallChannelsPorts {
  readonly clock: Clock;
  readonly logger: Logger;
  /** 16 random bytes, base64url. */
  readonly createId: () => StreamId;
  /** The control channel is broken: the call can't go on. */
  readonly onBroken: (error: unknown) => void;
  /** How many persons have been let go in this call. */
  readonly seat?: () => number;
  /** What is known of the path that carries the call. */
  readonly path?: () => PathMeasure | undefined;
}

/** A feature's definition of its channel. */
export interface ChannelDefinition extends Omit<ReliableChannelPorts, 'clock' | 'logger' | 'journal'> {
  /**
   * One for each remote participant: another person who is let in is sent nothing that was meant for the one before.
   * @param seat how many persons have been let go, by this page or one before it: nothing that was kept for them is for this one
   */
  readonly createJournal: (seat: number) => Journal;
}

/** A feature's channel, through all connections and all persons who take the other seat. */
export interface CallChannel {
  readonly hasMet: boolean;
  readonly isFlowing: boolean;
  readonly path: PathMeasure | undefined;
  send(data: ChannelData): SendOutcome;
  /** As `ReliableChannel.sendRaw`. */
  sendRaw(frame: Uint8Array): boolean;
}

const NOT_OPEN: SendOutcome = { kind: 'refused', why: 'not-open' };

export class CallChannels {
  /** Messages of the control channel, of the call: those of one connection are the connection's. */
  readonly messages = new MessageRegistry();
  readonly #scope: Scope;
  readonly #ports: CallChannelsPorts;
  readonly #meetings: Observers<void>;
  readonly #definitions = new Map<ChannelKind, ChannelDefinition>();
  readonly #channels = new Map<ChannelKind, ReliableChannel>();
  readonly #links = new Map<ChannelKind, FrameLink>();
  /** Of the channels to the present participant. */
  #present: Scope;

  constructor(scope: Scope, ports: CallChannelsPorts) {
    this.#scope = scope;
    this.#ports = ports;
    this.#meetings = new Observers(ports.onBroken);
    this.#present = scope.child();
    this.open('control', {
      createJournal: () => new MemoryJournal(ports.createId),
      onMessage: (data) => {
        if (typeof data === 'string') this.messages.hear(data);
      },
      onMeet: () => this.#meetings.tell(),
      onBroken: ports.onBroken,
    });
  }

  /** The other side's page is known: messages to it arrive reliably. */
  get hasMet(): boolean {
    return this.#channels.get('control')?.hasMet ?? false;
  }

  /** Calls back when another page of the other side is met, the first one included: it gets the messages that it needs. @returns ends it */
  onMeet(listener: () => void): () => void {
    return this.#meetings.add(listener);
  }

  /** Sends a message of the call over the control channel. */
  tell<Message extends object>(type: MessageType<Message>, message: Message): SendOutcome {
    return this.#channels.get('control')?.send(formatMessage(type, message)) ?? NOT_OPEN;
  }

  /** A feature opens the channel of its kind, once. */
  open(kind: ChannelKind, definition: ChannelDefinition): CallChannel {
    if (this.#definitions.has(kind)) throw new TypeError(`two features open ${kind}`);
    this.#definitions.set(kind, definition);
    this.#create(kind, definition);
    const { path } = this.#ports;
    const current = (): ReliableChannel | undefined => this.#channels.get(kind);
    return {
      get hasMet() { return current()?.hasMet ?? false; },
      get isFlowing() { return current()?.isFlowing ?? false; },
      get path() { return path?.(); },
      send: (data) => current()?.send(data) ?? NOT_OPEN,
      sendRaw: (frame) => current()?.sendRaw(frame) ?? false,
    };
  }

  /** The connection that carries the call has this link for the kind, or none at present. */
  bind(kind: ChannelKind, link: FrameLink | undefined): void {
    const before = this.#links.get(kind);
    if (link === before) return;
    if (before) this.#channels.get(kind)?.unbind(before);
    if (!link) this.#links.delete(kind);
    else {
      this.#links.set(kind, link);
      this.#channels.get(kind)?.bind(link);
    }
  }

  hear(kind: ChannelKind, frame: Uint8Array): void {
    const link = this.#links.get(kind);
    if (link) this.#channels.get(kind)?.hear(link, frame);
  }

  resumeSending(kind: ChannelKind): void {
    const link = this.#links.get(kind);
    if (link) this.#channels.get(kind)?.resumeSending(link);
  }

  /** The participant has been let go: the next one is another person, and gets no message that was meant for this one. */
  letGo(): void {
    this.#present.end();
    this.#present = this.#scope.child();
    this.#links.clear();
    for (const [kind, definition] of this.#definitions) this.#create(kind, definition);
  }

  #create(kind: ChannelKind, { createJournal, ...definition }: ChannelDefinition): void {
    const { clock, logger } = this.#ports;
    const channel = new ReliableChannel(this.#present, { ...definition, clock, logger: logger.part(kind), journal: createJournal(this.#ports.seat?.() ?? 0) });
    this.#channels.set(kind, channel);
    const link = this.#links.get(kind);
    if (link) channel.bind(link);
  }
}
