import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ScreenView } from 'firelink/media';
import { RaiseHandEvent } from '../hand/hand-events.ts';
import { FullScreenEvent } from './full-screen-event.ts';
import { ShowShortcutsEvent } from '../keys/key-events.ts';
import { ShareScreenEvent, ShowScreenAsEvent, StopSharingEvent } from '../screen-share/screen-events.ts';
import { controls } from '../shared/controls.styles.ts';
import { ArrangePicturesEvent } from '../shared/events.ts';
import { viewMenuStyles } from './firelink-view-menu.styles.ts';
import { callIcons } from '../in-call/call-icons.ts';
import { AS_IT_COMES, withFit, type PictureChoice } from './picture-choice.ts';
import '../shared/firelink-name-field.ts';
import { tokens } from '../shared/tokens.styles.ts';
import type { VideoFit } from '../in-call/video-fit.ts';
import { callMessages } from '../i18n/call-messages.ts';
import { handWords } from '../i18n/call/hand-words.ts';
import { keyWords } from '../i18n/call/key-words.ts';
import { screenWords } from '../i18n/call/screen-words.ts';

/**
 * A button, and behind it one's hand, how the two pictures are arranged, the list of keys, and one's own name. It stays open for a second thought: Escape, a press beside it
 * and the focus that goes elsewhere close it.
 *
 * @fires {ArrangePicturesEvent} firelink-arrange-pictures
 * @fires {RenameEvent} firelink-rename
 * @fires {ShareScreenEvent} firelink-share-screen
 * @fires {StopSharingEvent} firelink-stop-sharing
 * @fires {ShowScreenAsEvent} firelink-show-screen-as
 * @fires {RaiseHandEvent} firelink-raise-hand
 * @fires {ShowShortcutsEvent} firelink-show-shortcuts
 * @fires {FullScreenEvent} firelink-full-screen
 */
@customElement('firelink-view-menu')
export class FirelinkViewMenu extends LitElement {
  static override styles = [tokens, controls, viewMenuStyles];

  /** Without pictures there is one's name alone. */
  @property({ attribute: false }) hasPictures = true;
  @property({ attribute: false }) choice: PictureChoice = AS_IT_COMES;
  /** How the other side's picture is shown until the person chooses. */
  @property({ attribute: false }) fitByItself: VideoFit = 'cover';
  /** The other person's name, ready for a sentence. */
  @property({ attribute: false }) other: string | undefined;
  /** One's own. */
  @property({ attribute: false }) displayName = '';
  /** One's own, where it can be shared. */
  @property({ attribute: false }) screen: ScreenView | undefined;
  /** One's hand is up; undefined where it can't be raised. */
  @property({ attribute: false }) isHandRaised: boolean | undefined;
  /** Undefined where the browser has none for a page. */
  @property({ attribute: false }) isFullScreen: boolean | undefined;
  @property({ attribute: false }) hasShortcuts = false;
  /** On a narrow screen the bar has no room for the button that shares. */
  @property({ attribute: false }) isBarFull = false;
  @state() private isOpen = false;
  @query('.round') private readonly button!: HTMLButtonElement | null;
  @query('.panel button:not(.narrow)') private readonly first!: HTMLButtonElement | null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#close();
  }

  override render(): TemplateResult {
    const { view } = callMessages();
    return html`
      <button
        type="button" class="round" aria-label=${view.open} title=${view.open} aria-expanded=${this.isOpen}
        aria-controls=${this.isOpen ? 'choices' : nothing} @click=${this.#toggle} @keydown=${this.#hear}
      >
        ${callIcons.more()}
      </button>
      ${this.isOpen
        ? html`<div id="choices" class="panel" role="group" aria-label=${view.open} @keydown=${this.#hear} @focusout=${this.#closeBehind}>${this.#choices()}</div>`
        : nothing}
    `;
  }

  /** The focus follows what was opened. */
  override updated(changed: PropertyValues): void {
    if (changed.has('isOpen') && this.isOpen) (this.first ?? this.#name)?.focus({ preventScroll: true });
  }

  /** Each is named by what a press does, as the devices' switches are. What else can be done to a picture belongs here. */
  #choices(): TemplateResult {
    const { view } = callMessages();
    const { choice, other } = this;
    const isWhole = (choice.fit ?? this.fitByItself) === 'contain';
    const others = html`
      ${this.#fullScreen()}
      ${this.hasShortcuts ? html`<button type="button" class="keys" aria-haspopup="dialog" @click=${this.#showShortcuts}>${keyWords().title}</button>` : nothing}
      <firelink-name-field .name=${this.displayName}></firelink-name-field>
    `;
    if (!this.hasPictures) return html`${this.#sharing()} ${this.#hand()} ${others}`;
    return html`
      ${this.#sharing()} ${this.#hand()}
      ${this.#choiceOf(choice.isOwnHidden ? view.showOwn : view.hideOwn, view.ownHint(other), { ...choice, isOwnHidden: !choice.isOwnHidden })}
      ${choice.isOwnHidden ? nothing : this.#choiceOf(choice.isOwnSmall ? view.larger : view.smaller, '', { ...choice, isOwnSmall: !choice.isOwnSmall })}
      ${this.#choiceOf(isWhole ? view.fill : view.fit, isWhole ? view.fillHint : view.fitHint(other), withFit(choice, isWhole ? 'cover' : 'contain', this.fitByItself))}
      ${others}
    `;
  }

  #hand(): TemplateResult | typeof nothing {
    const { isHandRaised: isRaised } = this;
    return isRaised === undefined ? nothing : html`<button type="button" class="hand" @click=${() => this.#raise(!isRaised)}>${isRaised ? handWords().lower : handWords().raise}</button>`;
  }

  /** What a screen is shared for can be chosen while it is. */
  #sharing(): TemplateResult | typeof nothing {
    const words = screenWords();
    if (!this.screen) return nothing;
    const { isOn, isBusy, content } = this.screen;
    const [name, hint] = content === 'detail' ? [words.forMotion, words.forMotionHint] : [words.forText, words.forTextHint];
    return html`
      ${this.isBarFull ? html`<button type="button" class="narrow" aria-disabled=${isBusy} @click=${this.#share}>${isOn ? words.stop : words.share}</button>` : nothing}
      ${isOn ? html`<button type="button" title=${hint} @click=${() => this.dispatchEvent(new ShowScreenAsEvent(content === 'detail' ? 'motion' : 'detail'))}>${name}</button>` : nothing}
    `;
  }

  #share(): void {
    if (!this.screen || this.screen.isBusy) return;
    this.dispatchEvent(this.screen.isOn ? new StopSharingEvent() : new ShareScreenEvent());
    this.#closeWithFocus();
  }

  #fullScreen(): TemplateResult | typeof nothing {
    const { isFullScreen: isOn } = this;
    return isOn === undefined ? nothing : html`<button type="button" class="full" @click=${this.#toggleFullScreen}>${isOn ? screenWords().leaveFullScreen : screenWords().fullScreen}</button>`;
  }

  #toggleFullScreen(): void {
    this.#closeWithFocus();
    this.dispatchEvent(new FullScreenEvent());
  }

  #raise(isRaised: boolean): void {
    this.dispatchEvent(new RaiseHandEvent(isRaised));
    this.#closeWithFocus();
  }

  #showShortcuts(): void {
    this.#closeWithFocus();
    this.dispatchEvent(new ShowShortcutsEvent());
  }

  #closeWithFocus(): void {
    this.#close();
    this.button?.focus();
  }

  #choiceOf(name: string, hint: string, choice: PictureChoice): TemplateResult {
    return html`<button type="button" title=${hint || name} @click=${() => this.dispatchEvent(new ArrangePicturesEvent(choice))}>${name}</button>`;
  }

  get #name(): HTMLInputElement | null | undefined {
    return this.renderRoot.querySelector('firelink-name-field')?.shadowRoot?.querySelector('input');
  }

  #toggle(): void {
    if (this.isOpen) return this.#close();
    this.isOpen = true;
    window.addEventListener('pointerdown', this.#closeBeside);
  }

  #close(): void {
    // What was typed is the name from now on: a field that goes with the focus in it tells nothing.
    this.#name?.blur();
    this.isOpen = false;
    window.removeEventListener('pointerdown', this.#closeBeside);
  }

  readonly #closeBeside = (press: Event): void => {
    if (!press.composedPath().includes(this)) this.#close();
  };

  #closeBehind({ relatedTarget }: FocusEvent): void {
    // No target, where the pressed element takes no focus: such a press has been heard already.
    if (relatedTarget instanceof Node && !this.renderRoot.contains(relatedTarget)) this.#close();
  }

  #hear(press: KeyboardEvent): void {
    if (press.key !== 'Escape' || !this.isOpen) return;
    press.preventDefault(); // Leaving the full screen as well would be one thing too many.
    this.#closeWithFocus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'firelink-view-menu': FirelinkViewMenu;
  }
}
