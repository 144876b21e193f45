/**
 * The files between this page and one participant, over one channel.
 *
 *   waiting ──the pages meet: begin, offers, listed are said──► met ──the other's begin──► begun ──meet──► met
 *      ▲───────────────────────────the call ends, or another person comes────────────────────┘
 *
 * What comes before the other page's `begin` was meant for the page before this one, and is ignored.
 */
import { contained, uncaught } from '../../base/contained.ts';
import { AppError, toAppError } from '../../base/errors.ts';
import type { Logger } from '../../base/logger.ts';
import { Scope } from '../../base/scope.ts';
import type { FeatureData, ParticipantChannel } from '../participant-channel.ts';
import { ControlQueue, type RunFrame } from './wire/control-queue.ts';
import { formatMark, parseChunk, parseControl, parseMark, type ControlFrame, type Mark } from './wire/frames.ts';
import { IncomingFiles, type IncomingPorts } from './incoming/incoming-files.ts';
import { OutgoingFiles } from './outgoing/outgoing-files.ts';

export interface FileLinkPorts extends Omit<IncomingPorts, 'say' | 'sayWord'> {
  readonly logger: Logger;
  readonly channel: ParticipantChannel;
  readonly instance: string;
}

export class FileLink {
  readonly incoming: IncomingFiles;
  readonly outgoing: OutgoingFiles;
  readonly #scope = new Scope();
  readonly #ports: FileLinkPorts;
  readonly #queue = new ControlQueue();
  #hasBegun = false;
  #hasMet = false;
  #isFlushDue = false;
  #hasLogged = false;
  /** The latest mark that there was no room to send back. */
  #markOwed: number | undefined;

  constructor(ports: FileLinkPorts) {
    this.#ports = ports;
    const { channel, clock, store, keeper } = ports;
    const say = (frame: RunFrame): void => this.#due(this.#queue.addFrame(frame));
    this.incoming = new IncomingFiles({ ...ports, say, sayWord: (number, word, attempt) => this.#due(this.#queue.addWord({ whose: 'received', number, word, attempt })) });
    this.outgoing = new OutgoingFiles({
      clock, store, keeper, say,
      sayWord: (number, word, attempt) => this.#due(this.#queue.addWord({ whose: 'sent', number, word, attempt })),
      sayOffer: (offer) => this.#due(this.#queue.addOffer(offer)),
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
      this.#returnMark(this.#markOwed);
      this.outgoing.turns.pump();
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
    this.#markOwed = undefined;
    this.incoming.end();
    this.outgoing.end();
  }

  #flow(isFlowing: boolean): void {
    this.#markOwed = undefined;
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
    this.#queue.clear();
    this.#queue.addList({ type: 'begin', instance: this.#ports.instance });
    this.outgoing.offerAll();
    this.#queue.addList({ type: 'listed' });
    this.#flushSoon();
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
      const [chunk, mark] = [parseChunk(bytes), parseMark(bytes)];
      if (!this.#hasBegun) return;
      if (mark) this.#hearMark(mark);
      if (chunk) this.#wrong(this.incoming.check(this.incoming.runs.chunk(chunk)));
    } catch (error) {
      this.#log(toAppError(error));
    }
  }

  #hearMark({ number, isBack }: Mark): void {
    if (isBack) this.outgoing.turns.markBack(number);
    else this.#returnMark(number);
  }

  /** The latest alone says how the path is now, so no more than one waits for room. */
  #returnMark(number: number | undefined): void {
    this.#markOwed = number === undefined || this.#ports.channel.sendRaw(formatMark({ number, isBack: true })) ? undefined : number;
  }

  /** @returns what is wrong with it */
  #handle(frame: ControlFrame): string | undefined {
    if (frame.type === 'begin') return this.#otherBegins(frame.instance);
    if (!this.#hasBegun) return undefined;
    const { incoming, outgoing } = this;
    switch (frame.type) {
      case 'offers': return incoming.offers(frame.offers);
      case 'listed': return incoming.listed() ?? undefined;
      // The other side's numbers of what it sends are those of what comes in here.
      case 'word': return frame.whose === 'sent' ? incoming.hear(frame.word, frame.attempt, frame.numbers) ?? undefined : outgoing.hear(frame.word, frame.attempt, frame.numbers) ?? undefined;
      case 'stop': return frame.whose === 'sent' ? incoming.runs.stop(frame.run) ?? undefined : outgoing.stop(frame.run) ?? undefined;
      case 'start': return outgoing.start(frame.number, frame.run, frame.from);
      case 'ack': return outgoing.ack(frame.run, frame.verified);
      case 'block': return incoming.check(incoming.runs.block(frame.run, frame.end, frame.digest));
      case 'done': return incoming.check(incoming.runs.done(frame.run, frame.size, frame.digest));
    }
  }

  #otherBegins(instance: string): string | undefined {
    if (instance === this.#ports.instance) return 'the other side begins by this side’s name';
    this.#hasBegun = true;
    this.incoming.begin(instance);
    this.outgoing.begin();
    return undefined;
  }

  /** @param isTaken whether the queue has had room for it */
  #due(isTaken: boolean): void {
    if (!isTaken) this.#wrong('the other side takes nothing of what it is told');
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
