import { LitElement, html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { tokens } from '../shared/tokens.styles.ts';

/**
 * A live region of its own, for the eyes hidden: it stands in the page before anything is said in it, since what a screen
 * reader meets together with its text is not read.
 */
@customElement('firelink-file-announcements')
export class FirelinkFileAnnouncements extends LitElement {
  static override styles = [tokens];

  @state() private sentences: readonly string[] = [];

  /** In place of what was said before. */
  say(sentences: readonly string[]): void {
    if (sentences.length > 0) this.sentences = sentences;
  }

  override render(): TemplateResult {
    return html`<div class="hidden-visually" aria-live="polite" aria-atomic="true">${this.sentences.map((sentence) => html`<p>${sentence}</p>`)}</div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'firelink-file-announcements': FirelinkFileAnnouncements;
  }
}
