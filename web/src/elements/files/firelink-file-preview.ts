import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';

/** A file that shows itself: by its first bytes, never by its name or the type that its sender claims. */
export interface Preview {
  readonly element: 'image' | 'audio' | 'video';
  /** Of the type that was read from its first bytes. */
  readonly blob: Blob;
}

/**
 * A picture, sound or film that has arrived. Its object URL lives as long as the element stands in the page and is the source of
 * an img, audio or video alone: no address leads to it. A file that can't be decoded shows nothing.
 */
@customElement('firelink-file-preview')
export class FirelinkFilePreview extends LitElement {
  static override styles = css`
    :host {
      display: block;
    }

    img,
    video {
      display: block;
      max-width: 100%;
      max-height: 15rem;
      border-radius: 0.5rem;
      object-fit: contain;
    }

    audio {
      display: block;
      width: 100%;
      max-width: 26rem;
      min-height: 2.75rem;
    }
  `;

  @property({ attribute: false }) preview: Preview | undefined;
  @property({ attribute: false }) name = '';
  @state() private isBroken = false;
  #shown: Preview | undefined;
  #url: string | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#revoke();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (!this.isConnected) return;
    if (changed.has('preview')) this.isBroken = false;
    if (this.#shown === this.preview) return;
    this.#revoke();
    this.#shown = this.preview;
    if (this.preview) this.#url = URL.createObjectURL(this.preview.blob);
  }

  override render(): TemplateResult | typeof nothing {
    if (this.isBroken || this.#url === undefined) return nothing;
    switch (this.#shown?.element) {
      case 'image':
        return html`<img src=${this.#url} alt=${this.name} decoding="async" @error=${this.#hide} />`;
      case 'audio':
        return html`<audio src=${this.#url} aria-label=${this.name} controls preload="metadata" @error=${this.#hide}></audio>`;
      case 'video':
        return html`<video src=${this.#url} aria-label=${this.name} controls playsinline preload="metadata" @error=${this.#hide}></video>`;
      case undefined:
        return nothing;
    }
  }

  #hide(): void {
    this.isBroken = true;
  }

  #revoke(): void {
    if (this.#url !== undefined) URL.revokeObjectURL(this.#url);
    this.#url = undefined;
    this.#shown = undefined;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'firelink-file-preview': FirelinkFilePreview;
  }
}
