import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { controls } from './controls.styles.ts';
import { RenameEvent } from './events.ts';
import { tokens } from './tokens.styles.ts';
import { messages } from '../i18n/index.ts';

/**
 * How the person wants to be called, which is theirs to say: told when the field is left, or Enter pressed in it.
 *
 * @fires {RenameEvent} firelink-rename
 */
@customElement('firelink-name-field')
export class FirelinkNameField extends LitElement {
  static override styles = [tokens, controls, css`
    :host {
      display: grid;
      gap: 0.375rem;
      width: 100%;
      max-width: 31rem;
    }
  `];

  @property({ attribute: false }) name = '';

  override render(): TemplateResult {
    const { label, optional } = messages().name;
    return html`
      <label for="name">${label}</label>
      <input
        id="name" class="field" dir="auto" autocomplete="name" enterkeyhint="done" maxlength="120" placeholder=${optional}
        .value=${this.name} @change=${this.#rename}
      />
    `;
  }

  #rename(event: Event): void {
    if (event.target instanceof HTMLInputElement) this.dispatchEvent(new RenameEvent(event.target.value = event.target.value.trim()));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'firelink-name-field': FirelinkNameField;
  }
}
