import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import type { ChatMessage } from 'firelink/chat';
import { chatWords } from '../i18n/chat/index.ts';
import { language } from '../i18n/index.ts';
import { controls } from '../shared/controls.styles.ts';
import { isolated } from '../shared/isolated.ts';
import { tokens } from '../shared/tokens.styles.ts';
import { chatIcons } from './chat-icons.ts';
import { icons } from '../shared/icons.ts';
import type { TimelineRow } from './chat-view.ts';
import { chatLogStyles } from './firelink-chat-log.styles.ts';
import { textWithLinks } from './text-with-links.ts';
import { timelineOf, type TimelineEntry } from './timeline.ts';
import { nameOf } from './transcript.ts';

/** Nearer to the end than this is at the end: a browser rounds, and a thumb is not exact. */
const AT_END_PX = 40;
const DAY = { weekday: 'long', day: 'numeric', month: 'long' } as const;

/**
 * The messages and files, oldest first. A person at the end stays there when something comes; a person who reads further up is
 * left alone, and has a button for the newest. Nothing is announced from here: firelink-chat reads out what comes.
 */
@customElement('firelink-chat-log')
export class FirelinkChatLog extends LitElement {
  static override styles = [tokens, controls, chatLogStyles];

  @property({ attribute: false }) messages: readonly ChatMessage[] = [];
  @property({ attribute: false }) rows: readonly TimelineRow[] = [];
  @state() private isAtEnd = true;
  @query('.scroller') private readonly scroller!: HTMLElement | null;
  @query('.list') private readonly list!: HTMLElement | null;
  /** Pictures load, the field grows, and what `content-visibility` had only estimated is laid out. */
  readonly #resizes = new ResizeObserver(() => this.#stay());
  #lastTop = 0;
  /** How many messages and rows there were when the person left the end. */
  #known = { messages: 0, rows: 0 };
  #time = new Intl.DateTimeFormat('en', { timeStyle: 'short' });
  #day = new Intl.DateTimeFormat('en', DAY);
  #timeLanguage = 'en';

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizes.disconnect();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    // One's own message is wanted seen, wherever one was reading.
    const last = this.messages.at(-1);
    if (changed.has('messages') && last && last.from === undefined && last.id !== changed.get('messages')?.at(-1)?.id) this.isAtEnd = true;
    const [row, before] = [this.rows.at(-1), changed.get('rows')];
    if (before && row?.isOwn && !before.some(({ id }) => id === row.id)) this.isAtEnd = true;
    if (language() === this.#timeLanguage) return;
    this.#timeLanguage = language();
    this.#time = new Intl.DateTimeFormat(this.#timeLanguage, { timeStyle: 'short' });
    this.#day = new Intl.DateTimeFormat(this.#timeLanguage, DAY);
  }

  override render(): TemplateResult {
    const words = chatWords();
    const entries = timelineOf(this.messages, this.rows);
    return html`
      <div class="scroller" role="log" aria-live="off" aria-label=${words.log} tabindex="0" @scroll=${this.#look}>
        ${entries.length === 0 ? html`<div class="empty">${icons.chat()}<p>${words.empty}</p></div>` : nothing}
        <ul class="list">${repeat(entries, ({ id }) => id, (entry) => this.#entry(entry))}</ul>
      </div>
      ${this.isAtEnd ? nothing : html`<button type="button" class="button newest" @click=${this.showNewest}>${chatIcons.down()}<span>${words.newest(this.#missed)}</span></button>`}
    `;
  }

  override updated(): void {
    const { scroller, list } = this;
    if (scroller && list && this.isConnected) {
      this.#resizes.observe(scroller);
      this.#resizes.observe(list);
    }
    this.#stay();
  }

  readonly showNewest = (): void => {
    this.isAtEnd = true;
    this.#stay();
    // The button goes away, and takes no focus with it.
    this.scroller?.focus({ preventScroll: true });
  };

  /** Messages and files of the other person that have come below what is read. */
  get #missed(): number {
    const others = this.messages.slice(this.#known.messages).filter(({ from }) => from !== undefined).length;
    return others + this.rows.slice(this.#known.rows).filter(({ isOwn }) => !isOwn).length;
  }

  #entry(entry: TimelineEntry): unknown {
    switch (entry.kind) {
      case 'row': return html`<li class="row">${entry.row.draw()}</li>`;
      case 'day': return html`<li class="day"><span>${this.#day.format(entry.at)}</span></li>`;
      case 'message': {
        const { message, isFirst, isLast, isMarked } = entry;
        return guard([message, isFirst, isLast, isMarked, language()], () => this.#message(entry));
      }
    }
  }

  #message({ message, isFirst, isLast, isMarked }: Extract<TimelineEntry, { readonly kind: 'message' }>): TemplateResult {
    const words = chatWords();
    const isOwn = message.from === undefined;
    const name = isolated(nameOf(message, words));
    return html`
      <li class=${classMap({ message: true, own: isOwn, first: isFirst, last: isLast })}>
        <span class=${isFirst && !isOwn ? 'name' : 'hidden-visually'}>${name}<span class="hidden-visually">: </span></span>
        <div class="bubble"><p class="text" dir="auto">${textWithLinks(message.text)}</p></div>
        <span class=${isMarked ? 'marks' : 'hidden-visually'}>
          ${message.isRepeated ? html`<span>${words.repeated}</span>` : nothing}
          <time datetime=${new Date(message.at).toISOString()}>${this.#time.format(message.at)}</time>
          ${this.#delivery(message)}
        </span>
      </li>
    `;
  }

  #delivery({ delivery }: ChatMessage): TemplateResult | typeof nothing {
    if (delivery === undefined) return nothing;
    const words = chatWords();
    switch (delivery) {
      case 'sending': return html`<span class="mark" title=${words.sending}>${chatIcons.sending()}<span class="hidden-visually">${words.sending}</span></span>`;
      case 'delivered': return html`<span class="mark" title=${words.delivered}>${chatIcons.delivered()}<span class="hidden-visually">${words.delivered}</span></span>`;
      case 'not-delivered': return html`<span class="mark failed">${words.notDelivered}</span>`;
    }
  }

  /** Only who scrolls up leaves the end: what is laid out below moves the end away, and #stay follows it. */
  #look(): void {
    const { scroller } = this;
    if (!scroller) return;
    const { scrollTop, scrollHeight, clientHeight } = scroller;
    if (scrollHeight - clientHeight - scrollTop <= AT_END_PX) this.isAtEnd = true;
    else if (scrollTop < this.#lastTop) this.#leave();
    this.#lastTop = scrollTop;
  }

  #leave(): void {
    if (this.isAtEnd) this.#known = { messages: this.messages.length, rows: this.rows.length };
    this.isAtEnd = false;
  }

  #stay(): void {
    const { scroller } = this;
    if (!scroller || !this.isAtEnd) return;
    scroller.scrollTop = scroller.scrollHeight;
    this.#lastTop = scroller.scrollTop;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'firelink-chat-log': FirelinkChatLog;
  }
}
