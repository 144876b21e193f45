import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { icons } from '../shared/icons.ts';
import { tokens } from '../shared/tokens.styles.ts';

/** What was not as a person wanted it with files that they chose, at the end of the conversation. */
@customElement('firelink-file-notice')
export class FirelinkFileNotice extends LitElement {
  static override styles = [tokens, css`
    :host {
      display: grid;
      grid-template-columns: auto minmax(0, 1fr);
      gap: 0.5rem;
      padding: 0.625rem 0.75rem;
      border-radius: var(--_radius);
      background: var(--_warning-ground);
      color: var(--_warning);
      font-size: 0.9375rem;
      overflow-wrap: anywhere;
    }

    @media (forced-colors: active) {
      :host {
        border: 1px solid CanvasText;
      }
    }
  `];

  @property({ attribute: false }) text = '';

  override render(): TemplateResult {
    return html`${icons.warning()}<span>${this.text}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'firelink-file-notice': FirelinkFileNotice;
  }
}
