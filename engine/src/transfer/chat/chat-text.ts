/** The text of a message, which an attacker may have written. Both sides clean it in the same way, so both show the same. */
import { AppError } from '../../base/errors.ts';
import { MAX_TEXT_BYTES } from './chat-message.ts';

/** Line ends of all kinds, the vertical tab and the form feed among them. */
const LINE_ENDS = /\r\n|[\r\v\f\u0085\u2028\u2029]/g;

/** Control characters, and the two that turn whole lines around whatever is written in them (UAX #9, LRO and RLO). */
const CONTROLS = /(?![\n\t])\p{Cc}|[\u202d\u202e]/gu;

/** Something of it is seen. */
const VISIBLE = /[^\s\u2800\p{Cc}\p{Cf}\p{Z}\p{Default_Ignorable_Code_Point}]/u;

/** What is longer is refused before it is looked at: cleaning shortens a text, and two units of UTF-16 for each byte are more than any. */
const MAX_RAW_LENGTH = 2 * MAX_TEXT_BYTES;

export type CleanText =
  | { readonly kind: 'text'; readonly text: string; readonly bytes: Uint8Array }
  | { readonly kind: 'refused'; readonly why: 'empty' | 'too-long' };

/** Well-formed, in NFC, with line ends as \n, without control characters but \n and \t, and without blank ends. Cleaned again, it is the same. */
export function cleanText(raw: string): CleanText {
  if (raw.length > MAX_RAW_LENGTH) return { kind: 'refused', why: 'too-long' };
  const text = raw.toWellFormed().replace(LINE_ENDS, '\n').replace(CONTROLS, '').normalize('NFC').replace(/^\n+/, '').trimEnd();
  if (!VISIBLE.test(text)) return { kind: 'refused', why: 'empty' };
  const bytes = new TextEncoder().encode(text);
  return bytes.length > MAX_TEXT_BYTES ? { kind: 'refused', why: 'too-long' } : { kind: 'text', text, bytes };
}

/** @throws AppError `malformed` for what no page that keeps to the protocol sends */
export function readText(bytes: Uint8Array): CleanText & { readonly kind: 'text' } {
  let raw: string;
  try {
    raw = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new AppError('malformed', { cause, detail: 'a text is no UTF-8' });
  }
  const clean = cleanText(raw);
  if (clean.kind === 'refused') throw new AppError('malformed', { detail: `a text is ${clean.why}` });
  return clean;
}
