/**
 * What an app sends and receives beside the media, for as long as the link's calls go on. Each of them has a session of its
 * own, which carries the channels that the app has opened:
 *
 *   channel(kind) ──► opened ──carryBy(session)──► carried ──carryBy(the next session)──► carried
 */
import { AppError } from '../../base/errors.ts';
import type { Logger } from '../../base/logger.ts';
import { Observers } from '../../base/observers.ts';
import { isOneOf } from '../../base/parse.ts';
import type { CallChannel } from '../../call/channels/call-channels.ts';
import { isRaw } from '../../call/channels/frames.ts';
import { MemoryJournal } from '../../call/channels/journal.ts';
import type { SendOutcome } from '../../call/channels/reliable-channel.ts';
import type { CallSession } from '../../call/session.ts';
import type { ChannelData } from '../../peer/channels/channel-kinds.ts';
import type { PathMeasure } from '../../stats/call-quality.ts';
import { toBase64Url } from '../../base/bytes.ts';
import type { ChannelOptions, DataChannel, DataChannelKind } from '../data-channel.ts';

const DATA_CHANNEL_KINDS: readonly DataChannelKind[] = ['chat', 'files'];

/** The session of a call, and that call. */
type Carrier = readonly [session: Pick<CallSession, 'openChannel'>, callId: string];

/** What a channel tells those who listen. */
type Told =
  | readonly ['message', ChannelData]
  | readonly ['acknowledged', number]
  | readonly ['meet', { readonly isFirst: boolean }]
  | readonly ['flow', boolean]
  | readonly ['end', void]
  | readonly ['raw', Uint8Array]
  | readonly ['writable', void];

/** The channels that an app has of a call, one a kind: made when they are first asked for, and carried on by the call that follows. */
export class DataChannels {
  readonly #logger: Logger;
  readonly #opened = new Map<DataChannelKind, OpenedChannel>();
  #carrier: Carrier | undefined;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** The same one each time: options count for the first. @throws AppError `failed` for a kind that an app has no channel of: it would break the call that carries it */
  channel(kind: DataChannelKind, options: ChannelOptions = {}): DataChannel {
    if (!isOneOf(kind, DATA_CHANNEL_KINDS)) throw new AppError('failed', { detail: `an app has no channel of the kind ${String(kind)}` });
    let opened = this.#opened.get(kind);
    if (!opened) {
      opened = new OpenedChannel(kind, options, this.#logger);
      this.#opened.set(kind, opened);
      if (this.#carrier) opened.carryBy(...this.#carrier);
    }
    return opened;
  }

  /** The session of the call that begins; the one before has ended. */
  carryBy(...carrier: Carrier): void {
    this.#carrier = carrier;
    for (const opened of this.#opened.values()) opened.carryBy(...carrier);
  }
}

class OpenedChannel implements DataChannel {
  readonly #kind: DataChannelKind;
  readonly #logger: Logger;
  readonly #options: ChannelOptions;
  readonly #observers: Observers<Told>;
  #carried: CallChannel | undefined;

  constructor(kind: DataChannelKind, options: ChannelOptions, logger: Logger) {
    this.#kind = kind;
    this.#options = options;
    this.#logger = logger;
    this.#observers = new Observers((error) => logger.log('error', 'a listener of a channel threw', error));
  }

  get hasMet(): boolean {
    return this.#carried?.hasMet ?? false;
  }

  get isFlowing(): boolean {
    return this.#carried?.isFlowing ?? false;
  }

  get path(): PathMeasure | undefined {
    return this.#carried?.path;
  }

  send(data: ChannelData): SendOutcome {
    // A page in JavaScript may give an ArrayBuffer, which would go out as nothing, or break the channel.
    if (typeof data !== 'string' && !(data instanceof Uint8Array)) throw new AppError('failed', { detail: 'a message is text, or bytes in a Uint8Array' });
    return this.#carried?.send(data) ?? { kind: 'refused', why: 'not-open' };
  }

  sendRaw(frame: Uint8Array): boolean {
    if (!(frame instanceof Uint8Array) || !isRaw(frame)) throw new AppError('failed', { detail: 'no frame of a feature’s own' });
    return this.#carried?.sendRaw(frame) ?? false;
  }

  onMessage(listener: (data: ChannelData) => void): () => void {
    return this.#observers.add(([what, value]) => what === 'message' && listener(value));
  }

  onAcknowledged(listener: (number: number) => void): () => void {
    return this.#observers.add(([what, value]) => what === 'acknowledged' && listener(value));
  }

  onMeet(listener: (meeting: { readonly isFirst: boolean }) => void): () => void {
    return this.#observers.add(([what, value]) => what === 'meet' && listener(value));
  }

  onFlow(listener: (isFlowing: boolean) => void): () => void {
    return this.#observers.add(([what, value]) => what === 'flow' && listener(value));
  }

  onEnd(listener: () => void): () => void {
    return this.#observers.add(([what]) => what === 'end' && listener());
  }

  onRaw(listener: (frame: Uint8Array) => void): () => void {
    return this.#observers.add(([what, value]) => what === 'raw' && listener(value));
  }

  onWritable(listener: () => void): () => void {
    return this.#observers.add(([what]) => what === 'writable' && listener());
  }

  carryBy(...[session, callId]: Carrier): void {
    const { createJournal, limits } = this.#options;
    const kind = this.#kind;
    this.#carried = session.openChannel(kind, {
      createJournal: (seat) => createJournal?.({ kind, callId, seat }) ?? new MemoryJournal(createStreamId),
      ...(limits && { limits }),
      onMessage: (data) => this.#observers.tell(['message', data]),
      onAcknowledged: (number) => this.#observers.tell(['acknowledged', number]),
      onMeet: (isFirst) => this.#observers.tell(['meet', { isFirst }]),
      onFlow: (isFlowing) => this.#observers.tell(['flow', isFlowing]),
      onEnd: () => this.#observers.tell(['end', undefined]),
      onRaw: (frame) => this.#observers.tell(['raw', frame]),
      onWritable: () => this.#observers.tell(['writable', undefined]),
      onBroken: (error) => {
        this.#logger.log('error', 'a channel of the app broke', error);
        this.#observers.tell(['end', undefined]);
      },
    });
  }
}

const createStreamId = (): string => toBase64Url(crypto.getRandomValues(new Uint8Array(16)));
