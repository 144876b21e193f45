/**
 * Call links as mail filters, messengers and editors hand them on: inside another address, percent-encoded once or
 * several times, in HTML entities, in quoted-printable, in base64, quoted in a reply, in the full width of an East Asian
 * keyboard, with the dashes of a word processor. Every way that a text can be undone is tried; the link's checksum
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
  // A backslash before what Markdown would read as markup, or before the slashes of JSON.
  (text) => text.replace(/\\([#_=*~/-])/g, '$1'),
  // Escapes of JSON and JavaScript, and of an older percent-encoding.
  (text) => text.replace(/[\\%]u([0-9a-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
  // Full-width characters (Unicode's compatibility forms), and what chooses between two looks of one.
  (text) => text.normalize('NFKC').replace(/[\uFE00-\uFE0F]/g, ''),
  // Hyphens and minus signs of typesetters; a dash stands for two hyphens, or for one. The lengths tell which.
  (text) => withDashes(text, '--'),
  (text) => withDashes(text, '-'),
  // The marks of a quotation, where a reply has broken the link into lines.
  (text) => text.replace(/[>|]\s*/g, ''),
  undoBase64,
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

function withDashes(text: string, dash: string): string {
  return text.replace(/[\u2010\u2011\u2212]/g, '-').replace(/[\u2013\u2014]/g, dash);
}

function undoStars(text: string): string {
  const [, wrapped, listed] = /\/v3\/__(.+?)__;([\w+/=-]*)!/.exec(text) ?? [];
  if (wrapped === undefined || listed === undefined) return text;
  const characters = decodeBase64(listed).split('');
  return wrapped.replaceAll('*', (star) => characters.shift() ?? star);
}

/** Text that is too long for an id or a key, and is base64 of an address: in a parameter, or a part of a path. */
function undoBase64(text: string): string {
  return text.replace(/[\w+/-]{40,}={0,2}/g, (word) => readable(word) ?? word.replace(/[\w+-]{40,}={0,2}$/, (last) => readable(last) ?? last));
}

function readable(base64: string): string | undefined {
  const text = decodeBase64(base64);
  return /^[\x20-\x7e]+$/.test(text) ? text : undefined;
}

function decodeBase64(text: string): string {
  try {
    return atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  } catch {
    return '';
  }
}
