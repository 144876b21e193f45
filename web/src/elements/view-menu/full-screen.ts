import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** As much of a document as is needed. */
export type FullScreenDocument = Pick<Document, 'fullscreenEnabled' | 'fullscreenElement' | 'exitFullscreen' | 'addEventListener' | 'removeEventListener'> & {
  readonly documentElement: Pick<Element, 'requestFullscreen'>;
};

/** The whole page in full screen, for as long as the host stands: what lies over the pictures stays there. An iPhone gives that to no page. */
export class FullScreen implements ReactiveController {
  readonly #host: Pick<ReactiveControllerHost, 'requestUpdate'>;
  readonly #document: FullScreenDocument;
  /** Begun here, and not by the browser's own key. */
  #isOwn = false;

  constructor(host: Pick<ReactiveControllerHost, 'requestUpdate'>, page: FullScreenDocument = document) {
    this.#host = host;
    this.#document = page;
  }

  get canBe(): boolean {
    return this.#document.fullscreenEnabled;
  }

  get isOn(): boolean {
    return this.#document.fullscreenElement !== null;
  }

  hostConnected(): void {
    this.#document.addEventListener('fullscreenchange', this.#changed);
  }

  /** The call is over: what follows is a page as any other. */
  hostDisconnected(): void {
    this.#document.removeEventListener('fullscreenchange', this.#changed);
    if (this.#isOwn && this.isOn) this.#leave();
    this.#isOwn = false;
  }

  /** In the turn of a press: browsers do it in no other. */
  toggle(): void {
    if (this.isOn) return this.#leave();
    this.#isOwn = true;
    // A browser that refuses shows as much.
    this.#document.documentElement.requestFullscreen().catch(() => {});
  }

  #leave(): void {
    this.#isOwn = false;
    // It has been left meanwhile.
    this.#document.exitFullscreen().catch(() => {});
  }

  readonly #changed = (): void => this.#host.requestUpdate();
}
