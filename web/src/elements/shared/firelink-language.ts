import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { controls } from './controls.styles.ts';
import { ChooseLanguageEvent } from './events.ts';
import { icons } from './icons.ts';
import { tokens } from './tokens.styles.ts';
import { LANGUAGES, LANGUAGE_NAMES, language, missingLanguage, messages } from '../i18n/index.ts';

/**
 * In which language the page speaks, each named in itself; and that one could not be loaded.
 *
 * @fires {ChooseLanguageEvent} firelink-choose-language
 */
@customElement('firelink-language')
export class FirelinkLanguage extends LitElement {
  static override styles = [tokens, controls, css`
    label {
      display: inline-flex;
      gap: 0.5rem;
      align-items: center;
      color: var(--_faint);
    }

    select {
      min-height: var(--_target);
      border: 0;
      background: none;
      color: inherit;
      font: inherit;
      font-size: 0.9375rem;
      cursor: pointer;
    }

    option {
      background: var(--_surface);
      color: var(--_ink);
    }

    p {
      margin: 0;
      color: var(--_warning);
      font-size: 0.9375rem;
    }
  `];

  override render(): TemplateResult {
    const { label, missing } = messages().language;
    const failed = missingLanguage();
    return html`
      <label>
        ${icons.globe()}<span class="hidden-visually">${label}</span>
        <select aria-describedby=${failed ? 'missing' : nothing} @change=${this.#choose}>
          ${LANGUAGES.map((one) => html`<option lang=${one} value=${one} .selected=${one === language()}>${LANGUAGE_NAMES[one]}</option>`)}
        </select>
      </label>
      ${failed ? html`<p id="missing">${missing(LANGUAGE_NAMES[failed])}</p>` : nothing}
    `;
  }

  /** The list shows what is in use, also when what was chosen does not come. */
  override updated(): void {
    const list = this.renderRoot.querySelector('select');
    if (list && missingLanguage()) list.value = language();
  }

  #choose(event: Event): void {
    const chosen = LANGUAGES.find((one) => event.target instanceof HTMLSelectElement && event.target.value === one);
    if (chosen) this.dispatchEvent(new ChooseLanguageEvent(chosen));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'firelink-language': FirelinkLanguage;
  }
}
