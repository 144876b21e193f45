/** What a tab says of its page when the page itself is not seen: title and icon. */
import type { Scope } from 'firelink/base';
import type { Visible } from './keep-awake.ts';

/** A page like any other, and one with something that has not been seen yet. */
const ATTENTION_ICON = '/icon-attention.svg';
const UNSEEN_SIGN = '●';

/** Of Document. */
export interface TitledPage extends Visible {
  title: string;
}

/** Puts both back as they were when its scope ends. Nothing secret belongs into a title: histories and extensions read it. */
export class PageSign {
  readonly #page: TitledPage;
  readonly #icon: { href: string } | undefined;
  readonly #before: { readonly title: string; readonly href: string | undefined };
  readonly #product: string;
  #state = '';
  /** The text in place of the state's. */
  #announcement = '';
  #isUnseen = false;
  #unread = 0;
  #hasAttentionIcon = false;

  /** @param icon the page's `<link rel="icon">` */
  constructor(scope: Scope, page: TitledPage, icon: { href: string } | undefined, product: string) {
    this.#page = page;
    this.#icon = icon;
    this.#product = product;
    this.#before = { title: page.title, href: icon?.href };
    scope.listen(page, 'visibilitychange', () => this.#look());
    scope.own(() => {
      page.title = this.#before.title;
      this.#drawIcon(false);
    });
  }

  /** @param state in a word or two; '' where the product's name says enough */
  show(state: string): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#announcement = '';
    this.#draw();
  }

  /** The same state or announcement in another language. @param announcement said in place of what was announced, if that is still to be seen */
  reword(state: string, announcement: string): void {
    this.#state = state;
    if (this.#announcement !== '') this.#announcement = announcement;
    this.#draw();
  }

  /** Says it until the page is looked at, or something else is so; nothing where it is seen already. */
  announce(announcement: string): void {
    if (this.#page.visibilityState === 'visible') return;
    this.#announcement = announcement;
    this.#isUnseen = true;
    this.#draw();
  }

  /** How many messages are unread: said while the page is hidden. */
  count(unread: number): void {
    if (unread === this.#unread) return;
    this.#unread = unread;
    this.#draw();
  }

  #look(): void {
    if (this.#page.visibilityState !== 'visible') return this.#draw();
    this.#announcement = '';
    this.#isUnseen = false;
    this.#draw();
  }

  #draw(): void {
    const text = this.#announcement || this.#state;
    const title = text === '' ? this.#product : `${text} – ${this.#product}`;
    const unread = this.#page.visibilityState === 'visible' ? 0 : this.#unread;
    const sign = unread > 0 ? `(${unread}) ` : '';
    this.#page.title = `${sign}${this.#isUnseen ? `${UNSEEN_SIGN} ` : ''}${title}`;
    this.#drawIcon(this.#isUnseen || unread > 0);
  }

  #drawIcon(isUnseen: boolean): void {
    const href = isUnseen ? ATTENTION_ICON : this.#before.href;
    // The same once more would have the browser fetch it.
    if (this.#icon && href !== undefined && isUnseen !== this.#hasAttentionIcon) this.#icon.href = href;
    this.#hasAttentionIcon = isUnseen;
  }
}
