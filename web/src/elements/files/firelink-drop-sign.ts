import { LitElement, css, html, svg, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { fileMessages } from '../i18n/files/index.ts';
import { draw } from '../shared/icons.ts';
import { tokens } from '../shared/tokens.styles.ts';

const tray = svg`<path d="M12 3.5V15M7 10.5l5 5 5-5M4 15.5V18a2.5 2.5 0 0 0 2.5 2.5h11A2.5 2.5 0 0 0 20 18v-2.5" />`;

/**
 * Over the whole page while files are dragged above it. It is seen by the person who drags, takes no press, and is not read out.
 */
@customElement('firelink-drop-sign')
export class FirelinkDropSign extends LitElement {
  static override styles = [tokens, css`
    :host {
      position: fixed;
      z-index: 10;
      inset: 0;
      display: grid;
      place-items: center;
      padding: 1.5rem;
      background: rgb(20 16 14 / 55%);
      pointer-events: none;
    }

    .sign {
      display: grid;
      justify-items: center;
      gap: 0.75rem;
      max-width: 26rem;
      padding: 1.75rem 2rem;
      border: 2px dashed var(--_accent);
      border-radius: var(--_radius-large);
      background: var(--_surface);
      box-shadow: var(--_shadow);
      font-size: 1.125rem;
      font-weight: 600;
      text-align: center;
      overflow-wrap: anywhere;
    }

    svg {
      color: var(--_accent);
    }

    p {
      margin: 0;
    }
  `];

  /** The other person's name, ready for a sentence. */
  @property({ attribute: false }) other: string | undefined;

  override render(): TemplateResult {
    return html`<div class="sign" aria-hidden="true">${draw(tray, 40)}<p>${fileMessages().dropHere(this.other)}</p></div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'firelink-drop-sign': FirelinkDropSign;
  }
}
