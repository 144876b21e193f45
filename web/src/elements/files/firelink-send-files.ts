import { LitElement, css, html, nothing, svg, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { fileMessages } from '../i18n/files/index.ts';
import { controls } from '../shared/controls.styles.ts';
import { draw } from '../shared/icons.ts';
import { tokens } from '../shared/tokens.styles.ts';
import { chosenOf } from './chosen-files.ts';
import { ChooseFilesEvent, SendFilesEvent } from './transfer-events.ts';

const paperClip = svg`<path d="m20 11.5-8.2 8.2a5 5 0 0 1-7-7l8.4-8.4a3.3 3.3 0 0 1 4.7 4.7l-8.3 8.2a1.6 1.6 0 0 1-2.3-2.3l7.6-7.5" />`;
const folder = svg`<path d="M3 6.5A1.5 1.5 0 0 1 4.5 5h4.6l2 2.5h8.4A1.5 1.5 0 0 1 21 9v9a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 18Z" />`;

/**
 * Buttons that choose what is sent: files, and a folder where the browser has a way to choose one.
 *
 * @fires {ChooseFilesEvent} firelink-choose-files - prevented by a page that opens a better picker than an input
 * @fires {SendFilesEvent} firelink-send-files
 */
@customElement('firelink-send-files')
export class FirelinkSendFiles extends LitElement {
  static override styles = [tokens, controls, css`
    :host {
      display: flex;
      flex-wrap: wrap;
      gap: 0.5rem;
    }

    :host([compact]) {
      flex: none;
      flex-wrap: nowrap;
      gap: 0;
    }

    .button {
      padding-inline: 1rem 1.25rem;
    }

    .tool {
      display: grid;
      place-items: center;
      width: var(--_target);
      height: var(--_target);
      padding: 0;
      border: 0;
      border-radius: 50%;
      background: none;
    }

    .tool:hover {
      background: var(--_raised);
    }

    .tool:focus-visible {
      outline-offset: -3px;
    }

    /* In a narrow panel the field for a message needs the place; a folder can be dropped. */
    @container (max-width: 20rem) {
      .tool ~ .tool {
        display: none;
      }
    }
  `];

  /** Drawings alone, for a place beside a field. */
  @property({ type: Boolean, reflect: true, attribute: 'compact' }) isCompact = false;
  @query('#files') private readonly files!: HTMLInputElement | null;
  @query('#folder') private readonly folder!: HTMLInputElement | null;

  override render(): TemplateResult {
    const words = fileMessages();
    return html`
      ${this.#button(words.sendFiles, paperClip, this.#choose)}
      <input id="files" type="file" multiple hidden @change=${this.#take} />
      ${canChooseFolder() ? html`
        ${this.#button(words.sendFolder, folder, this.#chooseFolder)}
        <input id="folder" type="file" webkitdirectory hidden @change=${this.#take} />
      ` : nothing}
    `;
  }

  /** Also for a picker that could not be opened. The browser allows it within a press alone. */
  openInput(): void {
    this.files?.click();
  }

  #button(name: string, drawing: TemplateResult, press: () => void): TemplateResult {
    return this.isCompact
      ? html`<button type="button" class="tool" aria-label=${name} title=${name} @click=${press}>${draw(drawing, 22)}</button>`
      : html`<button type="button" class="button" @click=${press}>${draw(drawing, 20)}${name}</button>`;
  }

  #chooseFolder(): void {
    this.folder?.click();
  }

  #choose(): void {
    if (this.dispatchEvent(new ChooseFilesEvent())) this.openInput();
  }

  #take({ currentTarget: input }: Event): void {
    if (!(input instanceof HTMLInputElement)) return;
    const files = chosenOf(input.files ?? []);
    // The same files once more are a change, too.
    input.value = '';
    if (files.length > 0) this.dispatchEvent(new SendFilesEvent(files));
  }
}

/** A phone has the property in places, and no folders to choose from. */
function canChooseFolder(): boolean {
  return 'webkitdirectory' in HTMLInputElement.prototype && !matchMedia('(pointer: coarse) and (hover: none)').matches;
}

declare global {
  interface HTMLElementTagNameMap {
    'firelink-send-files': FirelinkSendFiles;
  }
}
