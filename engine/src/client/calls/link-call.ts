/** A link's calls as an app holds them: what it asks for goes to the one that the page is in. */
import type { CallId } from '#protocol/identifiers.ts';
import { Observers } from '../../base/observers.ts';
import type { CallView } from '../../call/call-view.ts';
import type { HandControls } from '../../call/participant/raised-hand.ts';
import type { ScreenControls } from '../../media/screen/screen-view.ts';
import type { LinkMedia } from '../../signaling/link/call-link.ts';
import type { Call } from '../call.ts';
import type { ChannelOptions, DataChannel, DataChannelKind } from '../data-channel.ts';
import type { DataChannels } from './data-channels.ts';
import type { MediaChoice } from './media-choice.ts';
import { CallSequence, type CallSequenceOptions } from './call-sequence.ts';

export interface LinkCallOptions extends Omit<CallSequenceOptions, 'onChange'> {
  /** The link as it is given to people. */
  readonly address: string;
  readonly dataChannels: DataChannels;
  readonly mediaChoice: Pick<MediaChoice, 'media'>;
  readonly onDisposed?: () => void;
}

export class LinkCall implements Call {
  readonly callId: CallId;
  readonly link: string;
  readonly #calls: CallSequence;
  readonly #dataChannels: DataChannels;
  readonly #mediaChoice: Pick<MediaChoice, 'media'>;
  readonly #observers: Observers<CallView>;
  readonly #onDisposed: () => void;

  constructor({ address, dataChannels, mediaChoice, onDisposed = () => {}, ...options }: LinkCallOptions) {
    this.callId = options.link.callId;
    this.link = address;
    this.#dataChannels = dataChannels;
    this.#mediaChoice = mediaChoice;
    this.#onDisposed = onDisposed;
    this.#observers = new Observers((error) => options.logger.log('error', 'an observer of a call threw', error));
    this.#calls = new CallSequence({ ...options, onChange: () => this.#observers.tell(this.view) });
  }

  get view(): CallView {
    return this.#calls.view;
  }

  get isRunning(): boolean {
    return this.#calls.live.isRunning;
  }

  get isNext(): boolean {
    return this.#calls.isNext;
  }

  get canCallAgain(): boolean {
    return this.#calls.canCallAgain;
  }

  get media(): LinkMedia {
    return this.#mediaChoice.media;
  }

  get screen(): ScreenControls {
    return this.#calls.live.screen;
  }

  get hand(): HandControls {
    return this.#calls.live.hand;
  }

  get isCallingAgain(): boolean {
    return this.#calls.isCallingAgain;
  }

  observe(listener: (view: CallView) => void): () => void {
    return this.#observers.add(listener);
  }

  channel(kind: DataChannelKind, options?: ChannelOptions): DataChannel {
    return this.#dataChannels.channel(kind, options);
  }

  join(): void {
    this.#calls.join();
  }

  decline(): void {
    this.#calls.live.decline();
  }

  useMedia(): void {
    this.#calls.live.useMedia();
  }

  hangUp(): void {
    this.#calls.live.hangUp();
  }

  letSomebodyElseIn(): void {
    this.#calls.live.letSomebodyElseIn();
  }

  callAgain(): void {
    this.#calls.callAgain();
  }

  leave(): boolean {
    return this.#calls.live.leave();
  }

  dispose(): void {
    this.#calls.dispose();
    this.#onDisposed();
  }
}
