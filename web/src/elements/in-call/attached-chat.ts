import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ChatSource, ChatView } from '../chat/chat-view.ts';

/** Keeps a screen joined to the chat that it is given, as long as it stands. */
export class AttachedChat implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  #source: ChatSource | undefined;
  #detach: (() => void) | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  /** Undefined where there is no chat, or its code has not been loaded. */
  get view(): ChatView | undefined {
    return this.#source?.view;
  }

  use(source: ChatSource | undefined): void {
    if (source === this.#source) return;
    this.hostDisconnected();
    this.#source = source;
    if (this.#host.isConnected) this.hostConnected();
  }

  hostConnected(): void {
    this.#detach ??= this.#source?.attach(this.#host, () => this.#host.requestUpdate());
  }

  hostDisconnected(): void {
    this.#detach?.();
    this.#detach = undefined;
  }
}
