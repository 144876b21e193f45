import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { dataOnlyWords } from '../i18n/data-only.ts';
import { controls } from '../shared/controls.styles.ts';
import { icons } from '../shared/icons.ts';
import { isolated } from '../shared/isolated.ts';
import { tokens } from '../shared/tokens.styles.ts';
import { initialOf } from './initial-of.ts';

/** The two of a call without pictures: a card each, with the name and what is on. */
@customElement('firelink-name-cards')
export class FirelinkNameCards extends LitElement {
  static override styles = [
    tokens,
    controls,
    css`
      :host {
        position: absolute;
        inset: calc(4rem + var(--_safe-top)) 0 calc(5.5rem + var(--_safe-bottom));
        display: flex;
        flex-wrap: wrap;
        gap: 1rem;
        align-content: safe center;
        justify-content: center;
        padding: 0.5rem 1rem;
        overflow: auto;
        zoom: var(--_zoom);
      }

      .card {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        column-gap: 0.875rem;
        align-items: center;
        align-content: center;
        box-sizing: border-box;
        flex: 0 1 18rem;
        min-width: min(14rem, 100%);
        padding: 0.875rem 1rem;
        border-radius: var(--_radius-large);
        background: var(--_surface);
      }

      .sign {
        grid-row: 1 / span 2;
        position: relative;
        display: grid;
        place-items: center;
        width: 3.25rem;
        height: 3.25rem;
        border-radius: 50%;
        background: var(--_raised);
        color: var(--_ink);
        font-size: 1.375rem;
        font-weight: 600;
        line-height: 1;
      }

      .other .sign {
        background: var(--_glow);
      }

      /* On the rim of the sign. */
      .heard svg {
        width: 60%;
        height: 60%;
      }

      .heard {
        position: absolute;
        inset: auto -0.25rem -0.25rem auto;
        display: grid;
        place-items: center;
        width: 1.5rem;
        height: 1.5rem;
        border: 2px solid var(--_surface);
        border-radius: 50%;
        background: var(--_raised);
        color: var(--_faint);
      }

      .on .heard {
        background: var(--_accent);
        color: var(--_on-accent);
      }

      p {
        margin: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .name {
        font-size: 1.0625rem;
        font-weight: 700;
        line-height: 1.35;
      }

      .state {
        color: var(--_faint);
        font-size: 0.875rem;
        line-height: 1.35;
        white-space: normal;
      }

      /* With room to spare the two sit beside each other, as pictures would. */
      @container (min-width: 40rem) and (min-height: 26rem) {
        .card {
          flex-basis: 19rem;
          grid-template-columns: minmax(0, 1fr);
          justify-items: center;
          row-gap: 0.25rem;
          min-height: 15rem;
          padding: 1.5rem;
          text-align: center;
        }

        .sign {
          grid-row: auto;
          width: 6rem;
          height: 6rem;
          margin-bottom: 1rem;
          font-size: 2.5rem;
        }

        .heard {
          inset: auto 0 0 auto;
          width: 2rem;
          height: 2rem;
        }

        p {
          max-width: 100%;
        }
      }

      /* Above the sheet of a phone: two in a line, with what can be read at a glance. */
      @container (max-height: 26rem) {
        :host {
          gap: 0.5rem;
          inset-block: calc(3.25rem + var(--_safe-top)) calc(4.75rem + var(--_safe-bottom));
          padding: 0.25rem 0.75rem;
        }

        .card {
          flex: 1 1 0;
          min-width: 8.5rem;
          max-width: 18rem;
          column-gap: 0.625rem;
          padding: 0.5rem 0.625rem;
        }

        .sign {
          width: 2.25rem;
          height: 2.25rem;
          font-size: 1rem;
        }

        .heard {
          width: 1.25rem;
          height: 1.25rem;
        }

        .name {
          font-size: 0.9375rem;
        }

        .state {
          font-size: 0.8125rem;
        }
      }

      /* Two cards leave no line for words: the sign on the rim says it to the eye, the words to a screen reader. */
      @container (max-width: 22rem) and (max-height: 26rem) {
        .state {
          position: absolute;
          clip-path: inset(50%);
        }

        .sign {
          grid-row: auto;
        }
      }

      /* Above the keyboard of a small phone there is no room but for the bar. */
      @container (max-height: 12rem) {
        .card {
          display: none;
        }
      }

      @media (forced-colors: active) {
        .card {
          border: 1px solid CanvasText;
        }
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
      ${this.#card(other(this.other === '' ? undefined : isolated(this.other)), this.other, this.isOtherHeard, true)}
      ${this.#card(this.own === '' ? you : `${isolated(this.own)} (${you})`, this.own, false, false)}
    `;
  }

  #card(text: string, name: string, isHeard: boolean, isOther: boolean): TemplateResult {
    const { nothingOn, heard } = dataOnlyWords();
    return html`
      <div class=${classMap({ card: true, on: isHeard, other: isOther })}>
        <span class="sign"><span aria-hidden="true">${initialOf(name) ?? icons.person(28)}</span><span class="heard">${isHeard ? icons.microphone() : icons.microphoneOff(16)}</span></span>
        <p class="name" title=${text}>${text}</p>
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
