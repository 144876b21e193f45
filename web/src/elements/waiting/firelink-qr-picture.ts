import { LitElement, css, html, svg, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { QrPicture } from '../manual/firelink-manual-view.ts';
import { tokens } from '../shared/tokens.styles.ts';

/** A QR code, dark on white in either scheme, its quiet zone included: many readers take no other. */
@customElement('firelink-qr-picture')
export class FirelinkQrPicture extends LitElement {
  static override styles = [tokens, css`
    :host {
      display: block;
    }

    svg {
      width: 100%;
      max-width: 36rem;
      margin-inline: auto;
      border-radius: 0.25rem;
      background: #ffffff;
      fill: #000000;
      forced-color-adjust: none;
    }
  `];

  @property({ attribute: false }) picture: QrPicture = { path: '', size: 1 };
  /** Its accessible name. */
  @property() label = '';

  override render(): TemplateResult {
    const { path, size } = this.picture;
    return html`
      <svg role="img" aria-label=${this.label} viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges">${svg`<path d=${path} />`}</svg>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'firelink-qr-picture': FirelinkQrPicture;
  }
}
