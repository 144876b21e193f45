import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { type Clock, contained, Scope, systemClock, uncaught } from 'firelink/base';
import { screenWords } from '../i18n/call/screen-words.ts';
import { controls } from '../shared/controls.styles.ts';
import { tokens } from '../shared/tokens.styles.ts';
import '../video/firelink-video.ts';
import type { FirelinkVideo } from '../video/firelink-video.ts';
import { screenIcons } from './screen-icons.ts';
import { nextZoom, scrollAfterZoom, zoomBy } from './zoom.ts';

/**
 * The screen that the other side shares: whole, or enlarged and then moved with the pointer, the wheel or the arrow keys.
 *
 * @fires {PlayBlockedEvent} firelink-play-blocked
 * @fires {PlayAllowedEvent} firelink-play-allowed
 */
@customElement('firelink-shared-screen')
export class FirelinkSharedScreen extends LitElement {
  static override styles = [tokens, controls, css`
    :host {
      display: block;
      overflow: hidden;
      background: #000000;
    }

    .box {
      width: 100%;
      height: 100%;
      overflow: auto;
      overscroll-behavior: contain;
      scrollbar-width: thin;
    }

    .box:focus-visible {
      outline-offset: -3px;
    }

    .box.enlarged {
      cursor: grab;
    }

    firelink-video {
      width: calc(100% * var(--_enlarged));
      height: calc(100% * var(--_enlarged));
      /* Its size is there when it is scrolled to (tokens.styles.ts gives each change 1 ms where motion is reduced). */
      transition-property: none;
    }

    .steps {
      position: absolute;
      right: 0.5rem;
      bottom: 0.5rem;
      display: flex;
      gap: 0.375rem;
      zoom: var(--_zoom);
      --_round: 2.75rem;
    }

    .steps .round[aria-disabled='true'] {
      opacity: 0.55;
    }

    /* A part of the screen lies below them. */
    @media (hover: hover) {
      .steps {
        opacity: 0;
        transition: opacity 120ms ease;
      }

      :host(:hover) .steps,
      .steps:focus-within {
        opacity: 1;
      }
    }
  `];

  @property({ attribute: false }) stream: MediaStream | undefined;
  @property({ attribute: false }) speaker = '';
  /** Too small to be looked into: shown as a whole, without steps. */
  @property({ attribute: false }) isTile = false;
  @property({ attribute: false }) clock: Clock = systemClock;
  @state() private zoom = 1;
  @state() private isFull = false;
  @query('.box') private readonly box!: HTMLElement;
  @query('firelink-video') private readonly video!: FirelinkVideo;
  #scope = new Scope();

  override connectedCallback(): void {
    super.connectedCallback();
    this.#scope = new Scope();
    this.#scope.listen(document, 'fullscreenchange', () => (this.isFull = document.fullscreenElement !== null && this.matches(':fullscreen')));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#scope.end();
  }

  /** Plays with sound as far as the browser lets it: right after a press it does. */
  play(): Promise<void> {
    return this.video.play();
  }

  override firstUpdated(): void {
    // Passive by default, where it could not keep the page from being zoomed.
    this.box.addEventListener('wheel', (event) => this.#wheel(event), { passive: false });
  }

  override render(): TemplateResult {
    const words = screenWords();
    return html`
      <div
        class=${this.zoom > 1 ? 'box enlarged' : 'box'} tabindex=${this.zoom > 1 ? 0 : nothing} role=${this.zoom > 1 ? 'group' : nothing} aria-label=${this.zoom > 1 ? words.enlarged : nothing}
        style="--_enlarged: ${this.zoom}" @pointerdown=${this.#drag} @dblclick=${() => this.#zoomTo(this.zoom > 1 ? 1 : 2)}
      >
        <firelink-video .label=${words.shared} .stream=${this.stream} .wishedFit=${'contain'} .speaker=${this.speaker} .clock=${this.clock}></firelink-video>
      </div>
      ${this.isTile ? nothing : this.#steps()}
    `;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if ((changed.has('stream') && !this.stream) || this.isTile) this.zoom = 1;
  }

  #steps(): TemplateResult {
    const words = screenWords();
    const [smaller, larger] = [nextZoom(this.zoom, -1), nextZoom(this.zoom, 1)];
    return html`
      <div class="steps" role="group" aria-label=${words.zoom}>
        ${this.#step(words.zoomOut, screenIcons.zoomOut(), smaller)} ${this.#step(words.zoomIn, screenIcons.zoomIn(), larger)}
        ${document.fullscreenEnabled ? this.#fullScreen(this.isFull ? words.leaveFullScreen : words.fullScreen) : nothing}
      </div>
    `;
  }

  #step(name: string, icon: TemplateResult, zoom: number): TemplateResult {
    // At the end of the steps it stays where it is, with the focus on it.
    return html`<button type="button" class="round" aria-label=${name} title=${name} aria-disabled=${zoom === this.zoom} @click=${() => this.#zoomTo(zoom)}>${icon}</button>`;
  }

  #fullScreen(name: string): TemplateResult {
    const icon = this.isFull ? screenIcons.leaveFullScreen() : screenIcons.fullScreen();
    return html`<button type="button" class="round" aria-label=${name} title=${name} @click=${this.#toggleFullScreen}>${icon}</button>`;
  }

  #toggleFullScreen(): void {
    // The browser may refuse it; then nothing has changed.
    const done = this.isFull ? document.exitFullscreen() : this.requestFullscreen();
    done.catch(() => {});
  }

  /** @param at the point of the box that stays where it is; its middle where it is left out */
  #zoomTo(zoom: number, at?: { readonly x: number; readonly y: number }): void {
    const { box, zoom: before } = this;
    const { x, y } = at ?? { x: box.clientWidth / 2, y: box.clientHeight / 2 };
    const [left, top] = [scrollAfterZoom(box.scrollLeft, x, before, zoom), scrollAfterZoom(box.scrollTop, y, before, zoom)];
    this.zoom = zoom;
    contained(this.updateComplete.then(() => box.scrollTo({ left, top, behavior: 'instant' })), uncaught);
  }

  #wheel(event: WheelEvent): void {
    // Two fingers on a touchpad are told as a wheel with Ctrl.
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const { left, top } = this.box.getBoundingClientRect();
    this.#zoomTo(zoomBy(this.zoom, event.deltaY), { x: event.clientX - left, y: event.clientY - top });
  }

  /** With a mouse; fingers scroll by themselves. */
  #drag(event: PointerEvent): void {
    if (this.zoom === 1 || event.pointerType !== 'mouse' || event.button !== 0) return;
    const { box } = this;
    const from = { x: event.clientX + box.scrollLeft, y: event.clientY + box.scrollTop };
    const drag = this.#scope.child();
    box.setPointerCapture(event.pointerId);
    drag.listen(box, 'pointermove', (move) => {
      if (move instanceof PointerEvent) box.scrollTo({ left: from.x - move.clientX, top: from.y - move.clientY, behavior: 'instant' });
    });
    for (const end of ['pointerup', 'pointercancel']) drag.listen(box, end, () => drag.end());
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'firelink-shared-screen': FirelinkSharedScreen;
  }
}
