/**
 * Call links as mail filters, messengers and editors hand them on: inside another address, percent-encoded once or
 * several times, in HTML entities, in quoted-printable. Every way that a text can be undone is tried; the link's checksum
 * tells which one was right.
 */
import { parseCallLink, type ParsedLink } from './call-link.ts';

/** A filter behind a filter behind a messenger: more layers than that were never seen. */
const MOST_LAYERS = 6;
const MOST_READINGS = 64;

type Undo = (text: string) => string;

const UNDOINGS: readonly Undo[] = [
  // Percent-encoding (RFC 3986), also where the text around it is no valid encoding.
  (text) => text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
  // HTML character references.
  (text) => text
    .replace(/&#(?:x([0-9a-f]{1,4})|(\d{1,5}));/gi, (_, hex?: string, decimal?: string) => String.fromCharCode(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)))
    .replace(/&num;/gi, '#').replace(/&equals;/gi, '=').replace(/&sol;/gi, '/').replace(/&amp;/gi, '&'),
  // Quoted-printable (RFC 2045).
  (text) => text.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
  // URL Defense, version 2: `-` stands for `%`, and `_` for `/`.
  (text) => (/https?-3A__/i.test(text) ? text.replaceAll('_', '/').replace(/-([0-9a-f]{2})/gi, '%$1') : text),
  // URL Defense, version 3: each `*` stands for a character that is listed at the end, in base64.
  undoStars,
  // A backslash before what Markdown would read as markup.
  (text) => text.replace(/\\([#_=*~-])/g, '$1'),
];

/** Finds a call's link in what a person pasted, however wrapped. */
export function findWrappedLink(text: string): ParsedLink {
  const plain = parseCallLink(text);
  if (plain.kind === 'complete') return plain;
  let best = plain;
  const known = new Set([text]);
  let layer = [text];
  for (let depth = 0; depth < MOST_LAYERS && layer.length > 0 && known.size < MOST_READINGS; depth++) {
    const next: string[] = [];
    for (const reading of layer.flatMap((one) => UNDOINGS.map((undo) => undo(one)))) {
      if (known.has(reading)) continue;
      known.add(reading);
      next.push(reading);
      const link = parseCallLink(reading);
      if (link.kind === 'complete') return link;
      if (best.kind === 'not-a-link') best = link;
    }
    layer = next;
  }
  return best;
}

function undoStars(text: string): string {
  const [, wrapped, listed] = /\/v3\/__(.+?)__;([\w+/=-]*)!/.exec(text) ?? [];
  if (wrapped === undefined || listed === undefined) return text;
  const characters = decodeBase64(listed).split('');
  return wrapped.replaceAll('*', (star) => characters.shift() ?? star);
}

function decodeBase64(text: string): string {
  try {
    return atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  } catch {
    return '';
  }
}
