/** The data channels of one RTCPeerConnection: opened by kind, within the marks of one queue, and read within one limit. */
import type { Clock } from '../../base/clock.ts';
import type { Logger } from '../../base/logger.ts';
import type { Scope } from '../../base/scope.ts';
import type { PeerEvent } from '../peer.ts';
import { CHANNEL_KINDS, channelOptions, MAX_MESSAGE_LENGTH, type ChannelData, type ChannelKind } from './channel-kinds.ts';
import { SendQueue } from './send-queue.ts';

/** What is used of a connection; a test's may be ten lines. */
export interface ChannelMaker {
  createDataChannel(label: string, options: RTCDataChannelInit): RTCDataChannel;
}

export class PeerChannels {
  readonly #scope: Scope;
  readonly #logger: Logger;
  readonly #report: (event: PeerEvent) => void;
  readonly #channels: ReadonlyMap<ChannelKind, RTCDataChannel>;
  readonly #queue: SendQueue;

  constructor(scope: Scope, connection: ChannelMaker, clock: Clock, logger: Logger, report: (event: PeerEvent) => void) {
    this.#scope = scope;
    this.#logger = logger;
    this.#report = report;
    const channels = CHANNEL_KINDS.map((kind) => [kind, connection.createDataChannel(kind, channelOptions(kind))] as const);
    this.#channels = new Map(channels);
    this.#queue = new SendQueue(scope, {
      clock,
      queuedBytes: () => channels.reduce((sum, [, channel]) => sum + channel.bufferedAmount, 0),
      setLowMark: (bytes) => {
        for (const [, channel] of channels) channel.bufferedAmountLowThreshold = bytes;
      },
      onWritable: (kind) => report({ type: 'writable', kind }),
    });
    for (const [kind, channel] of channels) this.#listen(kind, channel);
  }

  /** @returns false when it was not taken: the channel is not open, or has no room, of which `writable` tells */
  send(kind: ChannelKind, data: ChannelData): boolean {
    const channel = this.#channels.get(kind);
    if (this.#scope.isEnded || channel?.readyState !== 'open') return false;
    const bytes = typeof data === 'string' ? bytesOf(data) : data.byteLength;
    if (!this.#queue.admit(kind, bytes)) return false;
    try {
      if (typeof data === 'string') channel.send(data);
      // A copy where it lies in shared memory, which a channel does not take.
      else channel.send(data.buffer instanceof ArrayBuffer ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : new Uint8Array(data));
    } catch (error) {
      // Between a failing transport and its event, or with a full buffer (both throw).
      this.#logger.log('debug', 'a data channel refused a message', { kind, error });
      return false;
    }
    this.#queue.sent(bytes);
    return true;
  }

  isWritable(kind: ChannelKind): boolean {
    return !this.#scope.isEnded && this.#channels.get(kind)?.readyState === 'open' && this.#queue.isWritable(kind);
  }

  get bytesPerSecond(): number {
    return this.#queue.bytesPerSecond;
  }

  #listen(kind: ChannelKind, channel: RTCDataChannel): void {
    // Firefox gives a Blob by default.
    channel.binaryType = 'arraybuffer';
    let isOpen = false;
    const turn = (now: boolean): void => {
      if (isOpen === now) return;
      isOpen = now;
      this.#report({ type: 'channel', kind, isOpen });
    };
    this.#scope.listen(channel, 'open', () => turn(true));
    // `closing` comes first, when the other side has gone; not every browser has it.
    this.#scope.listen(channel, 'closing', () => turn(false));
    this.#scope.listen(channel, 'close', () => turn(false));
    this.#scope.listen(channel, 'bufferedamountlow', () => this.#queue.look());
    this.#scope.listen(channel, 'message', (event) => {
      const data = event instanceof MessageEvent ? dataOf(event.data) : undefined;
      if (data !== undefined && data.length <= MAX_MESSAGE_LENGTH) this.#report({ type: 'message', kind, data });
      else this.#logger.log('debug', 'a message that is too long was dropped', { kind });
    });
  }
}

function dataOf(data: unknown): ChannelData | undefined {
  if (typeof data === 'string') return data;
  return data instanceof ArrayBuffer ? new Uint8Array(data) : undefined;
}

/** In UTF-8, as it goes over the wire and as `bufferedAmount` counts it. */
function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
