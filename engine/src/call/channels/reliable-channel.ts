/**
 * One kind of messages to and from one remote participant, for as long as the call lives: nothing lost, nothing twice, in
 * order, over whichever connection carries the call.
 *
 *   opening ──journal read──► unbound ──bind──► asking ──the other's resume──► flowing ──bind another──► asking
 *                                ▲────────────────unbind───────────────────────┘        any ──journal fails──► broken
 *
 * On each connection both sides say what they have (`resume`), and each goes on from there. A side that is not bound to a
 * connection yet hears nothing on it, so it asks when it is: no frame is sent before the other's resume has come.
 */
import type { Clock } from '../../base/clock.ts';
import { contained } from '../../base/contained.ts';
import type { Logger } from '../../base/logger.ts';
import type { Scope } from '../../base/scope.ts';
import type { ChannelData } from '../../peer/channels/channel-kinds.ts';
import { OperationQueue } from '../../peer/operation-queue.ts';
import { formatFrame, isRaw, parseFrame, type Frame, type StreamId } from './frames.ts';
import { Inbox } from './inbox.ts';
import type { Journal } from './journal.ts';
import { Outbox, type OutboxLimits, type OutboxRefusal } from './outbox.ts';

/** What carries frames while one connection carries the call. */
export interface FrameLink {
  /** @returns false when it was not taken; `resumeSending` of the channel is called once there is room */
  send(frame: Uint8Array): boolean;
}

/** `not-open`: its journal has not been read yet, has failed, or the call is over. */
export type SendRefusal = OutboxRefusal | 'not-open';

/** What becomes of data that was sent. */
export type SendOutcome =
  /** It will arrive, or the call ends. `number`: of the frame, as `forget` of the journal acknowledges it. */
  | { readonly kind: 'taken'; readonly number: number }
  | { readonly kind: 'refused'; readonly why: SendRefusal };

export interface ReliableChannelPorts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly journal: Journal;
  readonly limits?: OutboxLimits;
  /** A message of the other side, once its journal has it. Must not throw. */
  readonly onMessage: (data: ChannelData) => void;
  /** The other side's page is there for the first time, or is another than before: what it has to know is told again. */
  readonly onMeet?: (isFirst: boolean) => void;
  /** The other side has everything up to this number. */
  readonly onAcknowledged?: (number: number) => void;
  /** Whether both sides have said on the present connection what they have. */
  readonly onFlow?: (isFlowing: boolean) => void;
  /** A frame of the feature's own, without a number. */
  readonly onRaw?: (frame: Uint8Array) => void;
  /** There is room, and nothing with a number waits for it. */
  readonly onWritable?: () => void;
  /** Its scope has ended: what is not acknowledged never arrives. */
  readonly onEnd?: () => void;
  /** The journal has failed: nothing more is sent or acknowledged. */
  readonly onBroken: (error: unknown) => void;
}

/** Of what is not acknowledged: a talk's worth of text. */
const OUTBOX: OutboxLimits = { bytes: 1024 * 1024, frames: 4096 };

/** The second acknowledgement in a row waits: one speaks for all before it. */
export const ACK_MS = 20;

export class ReliableChannel {
  readonly #scope: Scope;
  readonly #ports: ReliableChannelPorts;
  readonly #writes: OperationQueue;
  #open: { readonly id: StreamId; readonly outbox: Outbox; readonly inbox: Inbox } | undefined;
  #isBroken = false;
  #link: FrameLink | undefined;
  /** The other side has said on this connection what it has. */
  #isFlowing = false;
  #isResumeDue = false;
  #isAckDue = false;
  #isAckPaced = false;
  #hasLogged = false;

  constructor(scope: Scope, ports: ReliableChannelPorts) {
    this.#scope = scope;
    this.#ports = ports;
    this.#writes = new OperationQueue(scope);
    if (ports.onEnd) scope.own(ports.onEnd);
    this.#store(() => ports.journal.open(), (state) => {
      this.#open = { id: state.id, outbox: new Outbox(ports.limits ?? OUTBOX, state), inbox: new Inbox(state.remote) };
      this.#ask();
    });
    scope.own(() => this.#turn(false));
  }

  /** Whether `send` takes anything. */
  get isOpen(): boolean {
    return this.#open !== undefined && !this.#isBroken && !this.#scope.isEnded;
  }

  /** The other side's page is known: what is sent is for it. */
  get hasMet(): boolean {
    return this.#open?.inbox.id !== undefined;
  }

  get isFlowing(): boolean {
    return this.#isFlowing;
  }

  /** How many messages the other side has not acknowledged. */
  get unacknowledged(): number {
    return this.#open?.outbox.size ?? 0;
  }

  /** @param data at most MAX_PAYLOAD_BYTES, text in UTF-8 */
  send(data: ChannelData): SendOutcome {
    if (!this.#open || !this.isOpen) return { kind: 'refused', why: 'not-open' };
    const { outbox } = this.#open;
    // The caller may use its bytes again.
    const added = outbox.add(typeof data === 'string' ? data : data.slice());
    if (typeof added === 'string') return { kind: 'refused', why: added };
    this.#store(() => this.#ports.journal.keep(added.number, added.data), () => {
      outbox.stored(added.number);
      this.#flush();
    });
    return { kind: 'taken', number: added.number };
  }

  /**
   * @param frame `isRaw`; it passes by those that still wait for their journal, and is heard before those that the other side stores
   * @returns false when it was not taken; `onWritable` tells when there is room
   */
  sendRaw(frame: Uint8Array): boolean {
    return this.#isFlowing && this.#flush() && this.#link?.send(frame) === true;
  }

  /** This link carries the call from now on; frames that come over any other are sent again over this one. */
  bind(link: FrameLink): void {
    if (link === this.#link) return;
    this.#link = link;
    this.#turn(false);
    this.#isAckDue = false;
    this.#hasLogged = false;
    this.#ask();
  }

  unbind(link: FrameLink): void {
    if (link !== this.#link) return;
    this.#link = undefined;
    this.#turn(false);
  }

  hear(link: FrameLink, bytes: Uint8Array): void {
    if (link !== this.#link || !this.isOpen) return;
    // Who has not been met has nothing to say.
    if (isRaw(bytes)) return this.hasMet ? this.#ports.onRaw?.(bytes) : undefined;
    let frame: Frame | undefined;
    try {
      frame = parseFrame(bytes);
    } catch (error) {
      this.#log('a frame is malformed', error);
    }
    switch (frame?.type) {
      case 'resume': return this.#resume(frame);
      case 'data': return this.#take(frame);
      case 'ack': return this.#isFlowing ? this.#acknowledge(frame.received) : undefined;
      case undefined: // Of a later release, or none at all.
    }
  }

  /** The link has room again. */
  resumeSending(link: FrameLink): void {
    if (link === this.#link && this.#flush()) this.#ports.onWritable?.();
  }

  #turn(isFlowing: boolean): void {
    if (isFlowing === this.#isFlowing) return;
    this.#isFlowing = isFlowing;
    this.#ports.onFlow?.(isFlowing);
  }

  #ask(): void {
    this.#isResumeDue = true;
    this.#flush();
  }

  #resume({ from, to, first, received, isAsking }: Extract<Frame, { type: 'resume' }>): void {
    if (!this.#open) return;
    const { id, outbox, inbox } = this.#open;
    const isAnother = from !== inbox.id;
    const isFirst = inbox.id === undefined;
    const wasFlowing = this.#isFlowing;
    // A page has one stream: only on another connection may there be another page.
    if (isAnother && this.#isFlowing) return this.#log('another stream on the same connection');
    if (isAnother || first > inbox.accepted + 1) {
      if (!isAnother) this.#log('frames are missing that can’t be sent any more');
      inbox.meet(from, first - 1);
      this.#store(() => this.#ports.journal.meet(from, first - 1));
    }
    // Who asks has missed what was sent so far.
    if (!wasFlowing || isAsking) outbox.rewind();
    this.#isFlowing = true;
    // Before anything is sent: who asks takes no frame until it is answered.
    this.#isResumeDue ||= isAsking;
    if (to === id) this.#acknowledge(received);
    if (isAnother) this.#ports.onMeet?.(isFirst);
    const hasRoom = this.#flush();
    if (wasFlowing) return;
    this.#ports.onFlow?.(true);
    if (hasRoom) this.#ports.onWritable?.();
  }

  #take({ number, data }: Extract<Frame, { type: 'data' }>): void {
    const { inbox } = this.#open ?? {};
    const id = inbox?.id;
    if (!inbox || id === undefined || !this.#isFlowing) return;
    const accepted = inbox.accept(number, data.length);
    if (accepted === 'gap') {
      // A connection keeps the order and loses nothing, as long as its browser does what it should.
      this.#log('frames were lost on a connection that stands');
      this.#turn(false);
      this.#ask();
    }
    if (accepted !== 'taken') return;
    this.#store(() => this.#ports.journal.take(number, data), () => {
      inbox.stored(id, number, data.length);
      this.#isAckDue = true;
      this.#ports.onMessage(data);
      if (!this.#isAckPaced) this.#flush();
    });
  }

  #acknowledge(received: number): void {
    if (!this.#open?.outbox.acknowledge(received)) return;
    this.#store(() => this.#ports.journal.forget(received), () => this.#ports.onAcknowledged?.(received));
    this.#flush();
  }

  /** What is due, the short first. @returns whether the link took it all; what it has no room for is sent when it has */
  #flush(): boolean {
    const link = this.#link;
    if (!link || !this.#open || !this.isOpen) return false;
    const { id, outbox, inbox } = this.#open;
    if (this.#isResumeDue) {
      const resume: Frame = { type: 'resume', from: id, to: inbox.id, first: outbox.first, received: inbox.received, isAsking: !this.#isFlowing };
      if (!link.send(formatFrame(resume))) return false;
      this.#isResumeDue = false;
    }
    if (!this.#isFlowing) return false;
    if (this.#isAckDue && !this.#isAckPaced) {
      if (!link.send(formatFrame({ type: 'ack', received: inbox.received }))) return false;
      this.#isAckDue = false;
      this.#paceAcks();
    }
    for (let frame = outbox.next; frame; frame = outbox.next) {
      if (!link.send(formatFrame({ type: 'data', number: frame.number, data: frame.data }))) return false;
      outbox.sent(frame);
    }
    return true;
  }

  #paceAcks(): void {
    this.#isAckPaced = true;
    const release = this.#scope.own(this.#ports.clock.after(ACK_MS, () => {
      release();
      this.#isAckPaced = false;
      if (this.#isAckDue) this.#flush();
    }));
  }

  /** One after the other, in the order in which things happened. */
  #store<T>(operation: () => Promise<T>, then: (value: T) => void = () => {}): void {
    const work = this.#writes.run(async () => {
      if (this.#isBroken) return;
      const value = await operation();
      if (!this.#scope.isEnded) then(value);
    });
    contained(work, (error) => {
      if (this.#isBroken || this.#scope.isEnded) return;
      this.#isBroken = true;
      this.#ports.onBroken(error);
    });
  }

  /** Once a connection: the other side's page may send what it likes. */
  #log(message: string, error?: unknown): void {
    if (this.#hasLogged) return;
    this.#hasLogged = true;
    this.#ports.logger.log('warn', message, error);
  }
}
