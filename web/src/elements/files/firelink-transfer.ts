import { LitElement, html, nothing, svg, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { TransferView } from 'firelink/files';
import { fileMessages, type FileActionName, type FileMessages } from '../i18n/files/index.ts';
import { language } from '../i18n/index.ts';
import { controls } from '../shared/controls.styles.ts';
import { draw, icons } from '../shared/icons.ts';
import { tokens } from '../shared/tokens.styles.ts';
import { durationText, rateText, sizeText } from './file-numbers.ts';
import './firelink-file-preview.ts';
import type { Preview } from './firelink-file-preview.ts';
import { transferStyles } from './firelink-transfer.styles.ts';
import { KeepFocus } from './keep-focus.ts';
import { actionsOf, hasProgress, nameOf, statusOf, type TransferStatus } from './transfer-text.ts';
import { ProvideFileEvent, SaveFileEvent, StepTransfersEvent } from './transfer-events.ts';
import { typeText } from './type-text.ts';

const arrow = { in: svg`<path d="M12 4v14M6 12.5l6 6 6-6" />`, out: svg`<path d="M12 20V6M6 11.5l6-6 6 6" />` };

/**
 * One file on its way, as `view` has it. Nothing is announced from here: firelink-file-announcements says what is new, and a log
 * that holds the row would read each step of the bar.
 *
 * @fires {StepTransfersEvent} firelink-step-transfers
 * @fires {ProvideFileEvent} firelink-provide-file
 * @fires {SaveFileEvent} firelink-save-file
 */
@customElement('firelink-transfer')
export class FirelinkTransfer extends LitElement {
  static override styles = [tokens, controls, transferStyles];

  @property({ attribute: false }) view: TransferView | undefined;
  /** The other person's name, ready for a sentence. */
  @property({ attribute: false }) other: string | undefined;
  /** Of a file that has arrived and shows itself. */
  @property({ attribute: false }) preview: Preview | undefined;
  /** What has come of the person's last step with it. */
  @property({ attribute: false }) notice = '';
  @query('input') private readonly input!: HTMLInputElement | null;

  constructor() {
    super();
    this.addController(new KeepFocus(this, '.row'));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.setAttribute('aria-live', 'off');
  }

  override render(): TemplateResult | typeof nothing {
    const { view } = this;
    if (!view) return nothing;
    const words = fileMessages();
    const status = statusOf(view, words, language(), this.other);
    const actions = actionsOf(view);
    return html`
      <div class="row ${view.state.kind}" role="group" tabindex="-1" aria-labelledby="name">
        <div class="head">
          <span class="direction">${draw(arrow[view.direction], 20)}</span>
          <div>
            <p class="name" id="name">${foldersOf(view)}<bdi>${view.name}</bdi></p>
            <p class="facts">${this.#facts(view, words).map((fact) => html`<span>${fact}</span>`)}</p>
          </div>
        </div>
        ${this.preview ? html`<firelink-file-preview .preview=${this.preview} .name=${nameOf(view)}></firelink-file-preview>` : nothing}
        ${hasProgress(view) ? this.#progress(view, words) : nothing}
        ${status ? drawStatus(status) : nothing}
        ${this.notice === '' ? nothing : html`<p class="status">${this.notice}</p>`}
        ${actions.length > 0 ? html`<div class="actions">${this.#buttons(actions, view, words)}</div>` : nothing}
        ${actions.includes('choose') ? html`<input type="file" hidden @change=${this.#provide} />` : nothing}
      </div>
    `;
  }

  #facts(view: TransferView, words: FileMessages): readonly string[] {
    return [view.direction === 'in' ? words.from(this.other) : words.to(this.other), typeText(view.type, words), sizeText(view.size, language())];
  }

  #progress(view: TransferView, words: FileMessages): TemplateResult {
    const { size, bytes, rate } = view;
    const spoken = language();
    const numbers = [words.ofSize(sizeText(bytes, spoken), sizeText(size, spoken))];
    const shown = view.state.kind === 'running' ? rate : undefined;
    if (shown) numbers.push(rateText(shown.current, spoken));
    if (shown?.secondsLeft !== undefined) numbers.push(words.timeLeft(durationText(shown.secondsLeft, spoken)));
    // An empty file has nothing to be part of.
    const [value, max] = size === 0 ? [1, 1] : [bytes, size];
    return html`
      <progress aria-label=${words.progress(nameOf(view))} .value=${value} .max=${max}></progress>
      <div>
        <p class="numbers">${numbers.map((number) => html`<span>${number}</span>`)}</p>
        ${shown ? html`<p class="rates">${words.rates(rateText(shown.average, spoken), rateText(shown.peak, spoken))}</p>` : nothing}
      </div>
    `;
  }

  /** Each is an element of its own: a second press of the key that accepted would pause. */
  #buttons(actions: readonly FileActionName[], view: TransferView, words: FileMessages): unknown {
    return repeat(actions, (action) => action, (action, place) => this.#button(action, view, words, place === 0));
  }

  #button(action: FileActionName, view: TransferView, words: FileMessages, isFirst: boolean): TemplateResult {
    const { label, named } = words.actions[action];
    const isPrimary = isFirst && (action === 'accept' || action === 'save' || action === 'choose');
    return html`<button type="button" class="button ${isPrimary ? 'primary' : ''}" aria-label=${named(nameOf(view))} @click=${() => this.#ask(action, view.id)}>${label}</button>`;
  }

  #ask(action: FileActionName, id: string): void {
    if (action === 'choose') this.input?.click();
    else if (action === 'save') this.dispatchEvent(new SaveFileEvent(id));
    else this.dispatchEvent(new StepTransfersEvent(action === 'ask' ? 'retry' : action, [id]));
  }

  #provide(): void {
    const file = this.input?.files?.[0];
    if (!file || !this.view || !this.input) return;
    this.dispatchEvent(new ProvideFileEvent(this.view.id, file));
    // The same file once more is a change, too.
    this.input.value = '';
  }
}

function foldersOf({ path }: TransferView): TemplateResult | typeof nothing {
  return path.length === 0 ? nothing : html`<span class="folders">${path.map((folder) => html`<bdi>${folder}</bdi>/`)}</span>`;
}

function drawStatus({ tone, text, next }: TransferStatus): TemplateResult {
  if (tone === 'plain') return html`<p class="status">${text}</p>`;
  return html`<div class="status ${tone}">
    ${tone === 'good' ? icons.check() : icons.warning()}
    <div><p>${text}</p>${next === undefined ? nothing : html`<p class="next">${next}</p>`}</div>
  </div>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'firelink-transfer': FirelinkTransfer;
  }
}
