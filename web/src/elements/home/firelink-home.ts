import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { brand } from './brand.ts';
import { controls } from '../shared/controls.styles.ts';
import { ConnectByHandEvent, OpenLinkEvent, StartCallEvent } from '../shared/events.ts';
import '../shared/firelink-slow.ts';
import { homeStyles } from './firelink-home.styles.ts';
import '../shared/firelink-language.ts';
import '../shared/firelink-name-field.ts';
import { homePicture } from './home-picture.ts';
import { icons } from '../shared/icons.ts';
import { readLinkField } from './link-field.ts';
import { page } from '../shared/page.styles.ts';
import { tokens } from '../shared/tokens.styles.ts';
import { messages } from '../i18n/index.ts';
import type { LinkProblem } from '../i18n/messages.ts';

/**
 * The first screen: start a call, or open a link that one was sent.
 *
 * @fires {StartCallEvent} firelink-start-call
 * @fires {OpenLinkEvent} firelink-open-link
 * @fires {RenameEvent} firelink-rename
 * @fires {ConnectByHandEvent} firelink-connect-by-hand
 * @fires {ChooseLanguageEvent} firelink-choose-language
 */
@customElement('firelink-home')
export class FirelinkHome extends LitElement {
  static override styles = [tokens, controls, page, homeStyles];

  /** The problem of the text that was opened last. */
  @property({ attribute: false }) problem: Exclude<LinkProblem, 'empty'> | undefined;
  /** How the person wants to be called. */
  @property({ attribute: false }) displayName = '';
  /** A call is being started. */
  @property({ attribute: false }) isBusy = false;
  /** The field was empty when it was opened: no one else needs to know. */
  @state() private isEmpty = false;
  /** The person is mending the text: the complaint about the old one is over. */
  @state() private isCorrecting = false;
  @query('#link') private readonly field!: HTMLInputElement;

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('problem')) this.isCorrecting = false;
  }

  override render(): TemplateResult {
    const { home } = messages();
    return html`
      <main>
        ${brand()}
        <div class="middle">
          <div class="column">
            <h1>${home.sentence}</h1>
            <firelink-name-field .name=${this.displayName}></firelink-name-field>
            <div class="row starts">
              <button type="button" class="button primary large" aria-disabled=${this.isBusy ? 'true' : nothing} @click=${() => this.#start()}>
                ${this.isBusy ? html`<span class="spinner"></span>` : icons.camera()}<span>${home.startCall}</span>
              </button>
              <button type="button" class="button large" aria-disabled=${this.isBusy ? 'true' : nothing} @click=${() => this.#start('none')}>
                ${icons.chat()}<span>${home.startChat}</span>
              </button>
            </div>
            ${this.isBusy ? html`<firelink-slow></firelink-slow>` : nothing}
            ${this.#form()}
          </div>
          ${homePicture()}
        </div>
        <div class="foot">
          <ul>
            ${home.facts.map((fact) => html`<li>${icons.check()}<span>${fact}</span></li>`)}
          </ul>
          <button type="button" class="quiet" @click=${() => this.dispatchEvent(new ConnectByHandEvent())}>${home.byHand}</button>
          <firelink-language></firelink-language>
        </div>
      </main>
    `;
  }

  #form(): TemplateResult {
    const { home } = messages();
    const problem: LinkProblem | undefined = this.isEmpty ? 'empty' : this.isCorrecting ? undefined : this.problem;
    return html`
      <form novalidate @submit=${this.#open}>
        <p class="hint">${home.fieldHint}</p>
        <label class="faint" for="link">${home.field}</label>
        <div class="row">
          <input
            id="link"
            class="field"
            type="text"
            inputmode="url"
            enterkeyhint="go"
            autocomplete="off"
            autocapitalize="none"
            spellcheck="false"
            aria-invalid=${problem ? 'true' : nothing}
            aria-describedby=${problem ? 'problem' : nothing}
            @input=${this.#correct}
          />
          <button class="button" type="submit">${home.open}</button>
        </div>
        ${problem ? html`<p id="problem" class="problem">${icons.warning()}<span>${home.problems[problem]}</span></p>` : nothing}
      </form>
    `;
  }

  override updated(changed: Map<PropertyKey, unknown>): void {
    // The way to a description that no live region announces: back into the field that it describes.
    if (changed.has('problem') && this.problem !== undefined) this.field.focus();
  }

  #start(media?: StartCallEvent['media']): void {
    if (!this.isBusy) this.dispatchEvent(new StartCallEvent(media));
  }

  #correct(): void {
    this.isEmpty = false;
    this.isCorrecting = true;
  }

  #open(event: SubmitEvent): void {
    event.preventDefault();
    const text = readLinkField(this.field.value);
    this.isEmpty = text === '';
    // The same problem again changes no property, and is announced again.
    this.isCorrecting = false;
    if (this.isEmpty) this.field.focus();
    else this.dispatchEvent(new OpenLinkEvent(text));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'firelink-home': FirelinkHome;
  }
}
