/**
 * The files between this page and one participant, over one channel.
 *
 *   waiting ──the pages meet: begin, offers, listed are said──► met ──the other's begin──► begun ──meet──► met
 *      ▲───────────────────────────the call ends, or another person comes────────────────────┘
 *
 * What comes before the other page's `begin` was meant for the page before this one, and is ignored.
 */
import type { Clock } from '../../base/clock.ts';
import { contained, uncaught } from '../../base/contained.ts';
import { AppError, toAppError } from '../../base/errors.ts';
import type { Logger } from '../../base/logger.ts';
import { Scope } from '../../base/scope.ts';
import type { FeatureData, ParticipantChannel } from '../participant-channel.ts';
import { ControlQueue } from './wire/control-queue.ts';
import { parseChunk, parseControl, type ControlFrame } from './wire/frames.ts';
import { IncomingFiles, type IncomingPorts } from './incoming-files.ts';
import { OutgoingFiles } from './outgoing-files.ts';

export interface FileLinkPorts extends Omit<IncomingPorts, 'say' | 'adopt'> {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly channel: ParticipantChannel;
  readonly instance: string;
  readonly adopt: IncomingPorts['adopt'];
}

export class FileLink {
  readonly incoming: IncomingFiles;
  readonly outgoing: OutgoingFiles;
  readonly #scope = new Scope();
  readonly #ports: FileLinkPorts;
  readonly #queue = new ControlQueue();
  #hasBegun = false;
  /** This side has begun, and the other's beginning that answers it is still to come. */
  #isAnswered = true;
  #hasMet = false;
  #isFlushDue = false;
  #hasLogged = false;

  constructor(ports: FileLinkPorts) {
    this.#ports = ports;
    const { channel, clock, store, keeper } = ports;
    const say = (frame: ControlFrame): void => this.#say(frame);
    this.incoming = new IncomingFiles({ ...ports, say });
    this.outgoing = new OutgoingFiles({
      clock, store, keeper, say,
      sayOffer: (offer) => {
        if (!this.#queue.addOffer(offer)) this.#wrong('the other side takes nothing of what it is told');
        this.#flushSoon();
      },
      sendRaw: (frame) => channel.sendRaw(frame),
      path: () => channel.path,
    });
  }

  /** Listens, and meets the other page where it is there. Everything that the page before had has been given to both sides. */
  start(early: readonly FeatureData[] = []): void {
    const { channel } = this.#ports;
    this.#scope.own(channel.onMessage((data) => this.#hear(data)));
    this.#scope.own(channel.onRaw((frame) => this.#hearRaw(frame)));
    this.#scope.own(channel.onAcknowledged(() => this.#flush()));
    this.#scope.own(channel.onWritable(() => {
      this.#flush();
      this.outgoing.pump();
    }));
    this.#scope.own(channel.onFlow((isFlowing) => this.#flow(isFlowing)));
    this.#scope.own(channel.onMeet(({ isFirst }) => this.#meet(isFirst)));
    this.#scope.own(channel.onEnd(() => this.#drop()));
    this.#flow(channel.isFlowing);
    if (channel.hasMet) this.#meet(true);
    for (const data of early) this.#hear(data);
  }

  end(): void {
    if (this.#scope.isEnded) return;
    this.#scope.end();
    this.#drop();
  }

  /** The call is over, or another person has come: nothing that was meant for the one before is offered or taken. */
  #drop(): void {
    this.#hasMet = false;
    this.#hasBegun = false;
    this.#queue.clear();
    this.incoming.end();
    this.outgoing.end();
  }

  #flow(isFlowing: boolean): void {
    this.#flush();
    this.incoming.flow(isFlowing);
    this.outgoing.flow(isFlowing);
  }

  #meet(isFirst: boolean): void {
    if (isFirst && this.#hasMet) this.#drop();
    this.#hasMet = true;
    this.#hasBegun = false;
    this.#begin();
  }

  #begin(): void {
    this.#isAnswered = false;
    this.#queue.clear();
    this.#say({ type: 'begin', instance: this.#ports.instance });
    this.outgoing.offerAll();
    this.#say({ type: 'listed' });
  }

  #hear(data: FeatureData): void {
    try {
      if (typeof data === 'string') return this.#wrong('a text among files');
      const frame = parseControl(data);
      if (frame) this.#wrong(this.#handle(frame));
    } catch (error) {
      this.#log(toAppError(error));
    }
  }

  #hearRaw(bytes: Uint8Array): void {
    try {
      const chunk = parseChunk(bytes);
      if (chunk && this.#hasBegun) this.#wrong(this.incoming.chunk(chunk));
    } catch (error) {
      this.#log(toAppError(error));
    }
  }

  /** @returns what is wrong with it */
  #handle(frame: ControlFrame): string | undefined {
    if (frame.type === 'begin') return this.#otherBegins(frame.instance);
    if (!this.#hasBegun) return undefined;
    switch (frame.type) {
      case 'offers': return this.incoming.offers(frame.offers);
      case 'listed': return this.incoming.listed() ?? undefined;
      // The other side's numbers of what it sends are those of what comes in here.
      case 'list': return frame.whose === 'sent' ? this.incoming.hear(frame.step, frame.numbers) : this.outgoing.hear(frame.step, frame.numbers) ?? undefined;
      case 'failed': return frame.whose === 'sent' ? this.incoming.hearFailed(frame.why, frame.numbers) ?? undefined : this.outgoing.hearFailed(frame.why, frame.numbers) ?? undefined;
      case 'start': return this.outgoing.start(frame.number, frame.run, frame.from);
      case 'block': return this.incoming.block(frame.run, frame.end, frame.digest);
      case 'ack': return this.outgoing.ack(frame.run, frame.verified);
      case 'done': return this.incoming.done(frame.run, frame.size, frame.digest);
    }
  }

  #otherBegins(instance: string): string | undefined {
    if (instance === this.#ports.instance) return 'the other side begins by this side’s name';
    this.#hasBegun = true;
    this.incoming.begin(instance);
    this.outgoing.begin();
    // Another page on a stream that its journal has kept: it knows nothing of what was said before.
    if (this.#isAnswered) this.#begin();
    this.#isAnswered = true;
    return undefined;
  }

  #say(frame: ControlFrame): void {
    if (this.#scope.isEnded) return;
    if (!this.#queue.add(frame)) this.#wrong('the other side takes nothing of what it is told');
    this.#flushSoon();
  }

  /** What is said in one turn goes out together: ten thousand offers, or acceptances, are some forty frames. */
  #flushSoon(): void {
    if (this.#isFlushDue) return;
    this.#isFlushDue = true;
    contained(Promise.resolve().then(() => {
      this.#isFlushDue = false;
      this.#flush();
    }), uncaught);
  }

  /** Nothing is said before the pages have met: the beginning says all of it. */
  #flush(): void {
    if (this.#hasMet && !this.#scope.isEnded) this.#queue.flush((bytes) => this.#ports.channel.send(bytes).kind === 'taken');
  }

  #wrong(what: string | undefined): void {
    if (what !== undefined) this.#log(new AppError('malformed', { detail: what }));
  }

  /** Once a link: the other side's page may send what it likes. */
  #log(error: AppError): void {
    if (this.#hasLogged) return;
    this.#hasLogged = true;
    this.#ports.logger.log('warn', 'a frame of files is malformed', error);
  }
}
