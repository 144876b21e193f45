import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { TransferView } from 'firelink/files';
import { fileMessages } from '../i18n/files/index.ts';
import { language } from '../i18n/index.ts';
import { controls } from '../shared/controls.styles.ts';
import { tokens } from '../shared/tokens.styles.ts';
import { sizeText } from './file-numbers.ts';
import type { Preview } from './firelink-file-preview.ts';
import './firelink-transfer.ts';
import { KeepFocus } from './keep-focus.ts';
import { StepTransfersEvent } from './transfer-events.ts';
import { isAboveLimit } from './transfer-text.ts';

/** A folder of 10,000 files is one offer: so many rows are drawn at a time. */
export const ROWS_AT_A_TIME = 50;

/**
 * Files that follow one another in the conversation, as a list. Where several are offered, one press answers all of them: below them,
 * since the conversation stands at its end.
 *
 * @fires {StepTransfersEvent} firelink-step-transfers
 */
@customElement('firelink-transfers')
export class FirelinkTransfers extends LitElement {
  static override styles = [tokens, controls, css`
    :host {
      display: block;
    }

    ul {
      display: grid;
      gap: 0.5rem;
      margin: 0;
      padding: 0;
      list-style: none;
    }

    li {
      min-width: 0;
    }

    /* As messages are: one's own to the right, where there is room. */
    .out {
      margin-left: clamp(0rem, 20cqw - 4rem, 3rem);
    }

    .in {
      margin-right: clamp(0rem, 20cqw - 4rem, 3rem);
    }

    ul:focus-visible {
      outline-offset: -3px;
    }

    .all {
      display: grid;
      gap: 0.625rem;
      margin-top: 0.75rem;
    }

    .buttons {
      display: flex;
      flex-wrap: wrap;
      gap: 0.5rem;
    }

    p {
      margin: 0;
    }

    .more {
      width: 100%;
      margin-top: 0.75rem;
    }
  `];

  @property({ attribute: false }) views: readonly TransferView[] = [];
  /** A participant's name, ready for a sentence; undefined where it is not known. */
  @property({ attribute: false }) nameOf: (participant: string) => string | undefined = () => undefined;
  /** By the transfer's id. */
  @property({ attribute: false }) previews: ReadonlyMap<string, Preview> = new Map();
  /** What has come of a step with one of them, by its id. */
  @property({ attribute: false }) notices: ReadonlyMap<string, string> = new Map();
  @state() private shown = ROWS_AT_A_TIME;

  constructor() {
    super();
    this.addController(new KeepFocus(this, 'ul'));
  }

  override render(): TemplateResult {
    const words = fileMessages();
    const missing = this.views.length - this.shown;
    return html`
      <ul tabindex="-1" aria-label=${words.list}>
        ${repeat(this.views.slice(0, this.shown), ({ id }) => id, (view) => html`
          <li class=${view.direction}><firelink-transfer .view=${view} .other=${this.nameOf(view.participant)} .preview=${this.previews.get(view.id)}
            .notice=${this.notices.get(view.id) ?? ''}></firelink-transfer></li>
        `)}
      </ul>
      ${missing > 0 ? html`<button type="button" class="button more" @click=${this.#showMore}>${words.showMore(Math.min(missing, ROWS_AT_A_TIME))}</button>` : nothing}
      ${this.#offered()}
    `;
  }

  #offered(): TemplateResult | typeof nothing {
    const offered = this.views.filter(({ state, direction }) => state.kind === 'offered' && direction === 'in');
    if (offered.length < 2) return nothing;
    const words = fileMessages();
    const acceptable = offered.filter((view) => !isAboveLimit(view));
    const size = offered.reduce((sum, view) => sum + view.size, 0);
    return html`<div class="all" aria-live="off">
      <p>${words.offered(offered.length, sizeText(size, language()))}</p>
      <div class="buttons">
        ${acceptable.length > 0 ? html`<button type="button" class="button primary" @click=${() => this.#step('accept', acceptable)}>${words.acceptAll}</button>` : nothing}
        <button type="button" class="button" @click=${() => this.#step('decline', offered)}>${words.declineAll}</button>
      </div>
    </div>`;
  }

  #step(step: 'accept' | 'decline', views: readonly TransferView[]): void {
    this.dispatchEvent(new StepTransfersEvent(step, views.map(({ id }) => id)));
  }

  #showMore(): void {
    this.shown += ROWS_AT_A_TIME;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'firelink-transfers': FirelinkTransfers;
  }
}
