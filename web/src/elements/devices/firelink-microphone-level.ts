import { LitElement, css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { LocalView } from 'firelink/call';
import { tokens } from '../shared/tokens.styles.ts';
import { deviceMessages } from '../i18n/device-messages.ts';

/** As many steps as one tells apart on a bar so small; what is no other step is not drawn. */
const STEPS = 16;

/** How loud one's own microphone is. Drawn past Lit: ten times a second, and only what has changed. */
@customElement('firelink-microphone-level')
export class FirelinkMicrophoneLevel extends LitElement {
  static override styles = [tokens, css`
    :host {
      display: block;
      pointer-events: none;
    }

    div {
      height: 0.25rem;
      border-radius: 999px;
      background: rgb(255 255 255 / 30%);
      overflow: hidden;
    }

    span {
      display: block;
      height: 100%;
      border-radius: inherit;
      background: #7ddc8a;
      transform: scaleX(var(--_level, 0));
      transform-origin: left;
      transition: transform 100ms linear;
    }

    @media (forced-colors: active) {
      span {
        background: Highlight;
      }
    }
  `];

  @property({ attribute: false }) sound: LocalView['sound'];
  @query('div') private readonly bar!: HTMLElement;
  #stop: () => void = () => {};
  #step = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#observe();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
  }

  override render(): TemplateResult {
    return html`<div role="meter" aria-label=${deviceMessages().microphoneLevel} aria-valuemin="0" aria-valuemax="100" aria-valuenow="0"><span></span></div>`;
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has('sound')) this.#observe();
  }

  #observe(): void {
    this.#stop();
    this.#stop = this.sound?.observe((level) => this.#show(level)) ?? (() => {});
  }

  #show(level: number): void {
    const step = Math.round(level * STEPS);
    if (step === this.#step) return;
    this.#step = step;
    this.bar.style.setProperty('--_level', String(step / STEPS));
    this.bar.setAttribute('aria-valuenow', String(Math.round((step / STEPS) * 100)));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'firelink-microphone-level': FirelinkMicrophoneLevel;
  }
}
