import { LitElement, html, nothing, svg, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { CallQuality, QualityLevel } from 'firelink/call';
import { controls } from '../shared/controls.styles.ts';
import { qualityStyles } from './firelink-quality.styles.ts';
import { icons } from '../shared/icons.ts';
import { qualityLabel, qualityRows, qualitySentence, type QualityRow } from './quality-text.ts';
import { tokens } from '../shared/tokens.styles.ts';
import { callMessages } from '../i18n/call-messages.ts';

const BARS: Readonly<Record<QualityLevel, number>> = { poor: 1, fair: 2, good: 3 };

/**
 * How good the call is and why; a press opens the numbers, Escape or another press closes them. Nothing here is
 * announced by itself: a screen reader that is told of every change would talk over the call.
 */
@customElement('firelink-quality')
export class FirelinkQuality extends LitElement {
  static override styles = [tokens, controls, qualityStyles];

  @property({ attribute: false }) quality: CallQuality | undefined;
  /** The other person's name, ready for a sentence. */
  @property({ attribute: false }) other: string | undefined;
  @state() private isOpen = false;
  @query('.badge') private readonly badge!: HTMLButtonElement | null;
  @query('.panel') private readonly panel!: HTMLElement | null;

  override render(): TemplateResult | typeof nothing {
    const { quality } = this;
    if (!quality) return nothing;
    const spoken = callMessages().quality;
    return html`
      <button
        type="button" class="badge" aria-expanded=${this.isOpen} aria-controls=${this.isOpen ? 'numbers' : nothing}
        @click=${this.#toggle} @keydown=${this.#hear}
      >
        <span class="chip ${quality.level}">
          ${bars(quality.level)}<span><span class="hidden-visually">${spoken.title}: </span>${qualityLabel(quality, spoken)}</span>
        </span>
      </button>
      ${this.isOpen ? this.#numbers(quality) : nothing}
    `;
  }

  /** The focus follows what was opened. */
  override updated(changed: PropertyValues): void {
    if (changed.has('isOpen') && this.isOpen) this.panel?.focus({ preventScroll: true });
  }

  #numbers(quality: CallQuality): TemplateResult {
    const spoken = callMessages().quality;
    return html`
      <section id="numbers" class="panel" tabindex="-1" aria-labelledby="title" @keydown=${this.#hear}>
        <div class="head">
          <h2 id="title">${spoken.title}</h2>
          <button type="button" class="close" aria-label=${spoken.close} title=${spoken.close} @click=${this.#close}>${icons.close()}</button>
        </div>
        <p>${qualitySentence(quality, spoken, this.other)}</p>
        <table aria-labelledby="title">
          <thead><tr><td></td><th scope="col">${spoken.received}</th><th scope="col">${spoken.sent}</th></tr></thead>
          <tbody>${qualityRows(quality, spoken).map(tableRow)}</tbody>
        </table>
      </section>
    `;
  }

  #toggle(): void {
    if (this.isOpen) this.#close();
    else this.isOpen = true;
  }

  #close(): void {
    this.isOpen = false;
    this.badge?.focus();
  }

  #hear(press: KeyboardEvent): void {
    if (press.key !== 'Escape' || !this.isOpen) return;
    press.preventDefault(); // Leaving the full screen as well would be one thing too many.
    this.#close();
  }
}

function tableRow(row: QualityRow): TemplateResult {
  return html`<tr>
    <th scope="row">${row.name}</th>
    ${'both' in row ? html`<td colspan="2">${row.both}</td>` : html`<td>${row.received}</td><td>${row.sent}</td>`}
  </tr>`;
}

/** More of them the better: no colour is needed to tell. */
function bars(level: QualityLevel): TemplateResult {
  return html`<svg class="bars" viewBox="0 0 18 18" aria-hidden="true" focusable="false">
    ${[0, 1, 2].map((place) => svg`<rect class=${place < BARS[level] ? 'full' : ''} x=${1 + place * 6} y=${11 - place * 5} width="4" height=${6 + place * 5} rx="1.5" />`)}
  </svg>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'firelink-quality': FirelinkQuality;
  }
}
