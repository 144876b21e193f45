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
import { MemoryJournal } from '../../call/channels/journal.ts';
import type { SendOutcome } from '../../call/channels/reliable-channel.ts';
import type { CallSession } from '../../call/session.ts';
import type { ChannelData } from '../../peer/channels/channel-kinds.ts';
import { toBase64Url } from '../../base/bytes.ts';
import type { DataChannel, DataChannelKind } from '../data-channel.ts';

const DATA_CHANNEL_KINDS: readonly DataChannelKind[] = ['chat', 'files'];

type Carrier = Pick<CallSession, 'openChannel'>;

export class DataChannels {
  readonly #logger: Logger;
  readonly #opened = new Map<DataChannelKind, OpenedChannel>();
  #session: Carrier | undefined;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** The same one each time. @throws AppError `failed` for a kind that an app has no channel of: it would break the call that carries it */
  channel(kind: DataChannelKind): DataChannel {
    if (!isOneOf(kind, DATA_CHANNEL_KINDS)) throw new AppError('failed', { detail: `an app has no channel of the kind ${String(kind)}` });
    let opened = this.#opened.get(kind);
    if (!opened) {
      opened = new OpenedChannel(kind, this.#logger);
      this.#opened.set(kind, opened);
      if (this.#session) opened.carryBy(this.#session);
    }
    return opened;
  }

  /** The session of the call that begins; the one before has ended. */
  carryBy(session: Carrier): void {
    this.#session = session;
    for (const opened of this.#opened.values()) opened.carryBy(session);
  }
}

class OpenedChannel implements DataChannel {
  readonly #kind: DataChannelKind;
  readonly #logger: Logger;
  readonly #observers: Observers<ChannelData>;
  #carried: CallChannel | undefined;

  constructor(kind: DataChannelKind, logger: Logger) {
    this.#kind = kind;
    this.#logger = logger;
    this.#observers = new Observers((error) => logger.log('error', 'a listener of messages threw', error));
  }

  get hasMet(): boolean {
    return this.#carried?.hasMet ?? false;
  }

  send(data: ChannelData): SendOutcome {
    // A page in JavaScript may give an ArrayBuffer, which would go out as nothing, or break the channel.
    if (typeof data !== 'string' && !(data instanceof Uint8Array)) throw new AppError('failed', { detail: 'a message is text, or bytes in a Uint8Array' });
    return this.#carried?.send(data) ?? { kind: 'refused', why: 'not-open' };
  }

  onMessage(listener: (data: ChannelData) => void): () => void {
    return this.#observers.add(listener);
  }

  carryBy(session: Carrier): void {
    this.#carried = session.openChannel(this.#kind, {
      createJournal: () => new MemoryJournal(createStreamId),
      onMessage: (data) => this.#observers.tell(data),
      onBroken: (error) => this.#logger.log('error', 'a channel of the app broke', error),
    });
  }
}

const createStreamId = (): string => toBase64Url(crypto.getRandomValues(new Uint8Array(16)));
