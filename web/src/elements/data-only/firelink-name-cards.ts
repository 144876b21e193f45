import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { dataOnlyWords } from '../i18n/data-only.ts';
import { controls } from '../shared/controls.styles.ts';
import { icons } from '../shared/icons.ts';
import { isolated } from '../shared/isolated.ts';
import { tokens } from '../shared/tokens.styles.ts';

/** The two of a call without pictures: a card each, with the name and what is on. */
@customElement('firelink-name-cards')
export class FirelinkNameCards extends LitElement {
  static override styles = [
    tokens,
    controls,
    css`
      :host {
        position: absolute;
        inset: calc(5rem + var(--_safe-top)) 0 calc(6.5rem + var(--_safe-bottom));
        display: flex;
        flex-wrap: wrap;
        gap: 1rem;
        align-content: center;
        justify-content: center;
        padding-inline: 1rem;
        overflow: auto;
        zoom: var(--_zoom);
      }

      .card {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        column-gap: 1rem;
        align-items: center;
        box-sizing: border-box;
        width: min(22rem, 100%);
        padding: 1rem 1.25rem;
        border-radius: var(--_radius-large);
        background: var(--_raised);
      }

      .sign {
        grid-row: 1 / span 2;
        display: grid;
        place-items: center;
        width: 3rem;
        height: 3rem;
        border-radius: 50%;
        background: var(--_surface);
        color: var(--_faint);
      }

      .on .sign {
        color: var(--_accent);
      }

      p {
        margin: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .name {
        font-size: 1.125rem;
        font-weight: 700;
      }

      .state {
        color: var(--_faint);
        font-size: 0.9375rem;
        white-space: normal;
      }
    `,
  ];

  /** One's own name, '' where there is none. */
  @property({ attribute: false }) own = '';
  /** The other person's, '' where it is not known. */
  @property({ attribute: false }) other = '';
  /** The other person is heard. */
  @property({ attribute: false }) isOtherHeard = false;

  override render(): TemplateResult {
    const { you, other } = dataOnlyWords();
    return html`
      ${this.#card(other(this.other === '' ? undefined : isolated(this.other)), this.isOtherHeard)}
      ${this.#card(this.own === '' ? you : `${isolated(this.own)} (${you})`, false)}
    `;
  }

  #card(name: string, isHeard: boolean): TemplateResult {
    const { nothingOn, heard } = dataOnlyWords();
    return html`
      <div class="card ${isHeard ? 'on' : ''}">
        <span class="sign">${isHeard ? icons.microphone() : icons.microphoneOff(24)}</span>
        <p class="name" title=${name}>${name}</p>
        <p class="state">${isHeard ? heard : nothingOn}</p>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'firelink-name-cards': FirelinkNameCards;
  }
}
