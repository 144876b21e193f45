import { html, type TemplateResult } from 'lit';
import { findLinks, type TextPiece } from 'firelink/chat';

/**
 * A message's text with its links to be pressed. Lit puts all of it into the page as text: nothing in it is ever markup. A link
 * whose text begins with other letters than the host that it leads to has the host beside it.
 */
export function textWithLinks(text: string): readonly (string | TemplateResult)[] {
  return findLinks(text).map(drawn);
}

function drawn(piece: TextPiece): string | TemplateResult {
  if (piece.kind === 'text') return piece.text;
  const { text, href, host } = piece;
  const isPlain = text.replace(/^https?:\/\//i, '').toLowerCase().startsWith(host);
  return html`<a href=${href} rel="noopener noreferrer" target="_blank" title=${host}>${text}</a>${isPlain ? '' : html` <span class="host">(${host})</span>`}`;
}
