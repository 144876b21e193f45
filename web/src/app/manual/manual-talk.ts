import type { Logger } from 'firelink/base';
import type { CallView } from 'firelink/call';
import { type ChannelOptions, type DataChannel, type DataChannelKind, DataChannels, type HandControls, type ManualAttempt, RaisedHand } from 'firelink/manual';
import type { CallsView } from '../call/draw-call.ts';
import type { ChatCall } from '../chat/chat-of-call.ts';

/** A call by hand as its screens and its chat hold it: there is no other after it, and a reload loses it. */
export class ManualTalk implements CallsView, ChatCall {
  readonly canCallAgain = false;
  readonly isCallingAgain = false;
  readonly isNext = false;
  readonly media = 'devices';
  readonly isLostByReload = true;
  readonly #channels: DataChannels;
  readonly #view: () => CallView;
  readonly #hand: RaisedHand;
  #session: ManualAttempt['session'] | undefined;

  constructor(logger: Logger, view: () => CallView, onChange: () => void) {
    this.#channels = new DataChannels(logger);
    this.#view = view;
    this.#hand = new RaisedHand({ tell: (isRaised) => this.#session?.tellHand(isRaised), onChange });
  }

  get view(): CallView {
    return this.#view();
  }

  get hand(): HandControls {
    return this.#hand;
  }

  /** The view has changed. */
  follow({ state: { phase } }: CallView): void {
    this.#hand.follow(phase === 'connected' || phase === 'reconnecting');
  }

  channel(kind: DataChannelKind, options?: ChannelOptions): DataChannel {
    return this.#channels.channel(kind, options);
  }

  /** The attempt that begins; the one before has ended. */
  carryBy({ session }: Pick<ManualAttempt, 'session'>, callId: string): void {
    this.#session = session;
    this.#channels.carryBy(session, callId);
  }
}
