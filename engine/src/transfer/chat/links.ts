/**
 * The links in a text. They are pieces beside the text between them, for a screen to draw: never markup. What is not surely meant as
 * a link stays text, since one that leads elsewhere than it reads does harm.
 */

/** A piece of a text. */
export type TextPiece =
  | { readonly kind: 'text'; readonly text: string }
  /** `href` is an address of http or https as the browser reads it; `host` is what it leads to, to be shown where the text hides it. */
  | { readonly kind: 'link'; readonly text: string; readonly href: string; readonly host: string };

/**
 * From http:// or https:// up to white space, quotation marks, angle brackets, invisible characters, or punctuation of
 * Chinese and Japanese, full width included, which no address has. Letters of any script belong to it.
 */
const CANDIDATE = /https?:\/\/[^\s"'<>`\\{}|^\p{C}\p{Default_Ignorable_Code_Point}\u2010-\u203f\u3000-\u3004\u3008-\u3020\u3030\u303b-\u303f\u30fb\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]+/giu;

/** Chinese and Japanese put no space before a link. */
const ENDS_IN_WORD = /(?![\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}])[\p{L}\p{N}_+.-]$/u;

/** At its end they belong to the sentence. */
const ENDS_SENTENCE = '.,:;!?*_~…';

const PAIRS: Readonly<Record<string, string>> = { ')': '(', ']': '[' };

/** In a text of 64 KiB; more of them are no message, and each costs its drawing. */
const MAX_LINKS = 500;

/** The longest that browsers take from anywhere. */
const MAX_LINK_LENGTH = 2_048;

/** @returns pieces whose texts are `text` when they are joined */
export function findLinks(text: string): readonly TextPiece[] {
  const pieces: TextPiece[] = [];
  let [end, count] = [0, 0];
  for (const { 0: found, index } of text.matchAll(CANDIDATE)) {
    if (count >= MAX_LINKS) break;
    // In the midst of a word it is the end of another scheme, or of a name.
    if (ENDS_IN_WORD.test(text.slice(Math.max(0, index - 2), index))) continue;
    const link = readLink(withoutSentence(found));
    if (!link) continue;
    if (index > end) pieces.push({ kind: 'text', text: text.slice(end, index) });
    pieces.push(link);
    end = index + link.text.length;
    count++;
  }
  if (end < text.length) pieces.push({ kind: 'text', text: text.slice(end) });
  return pieces;
}

function readLink(text: string): TextPiece | undefined {
  if (text.length > MAX_LINK_LENGTH || !URL.canParse(text)) return undefined;
  const { protocol, href, host, username, password } = new URL(text);
  // `https://bank.example@evil.example` reads as the bank's.
  if (username !== '' || password !== '' || /^https?:\/\/[^/?#]*@/i.test(text)) return undefined;
  return protocol === 'http:' || protocol === 'https:' ? { kind: 'link', text, href, host } : undefined;
}

/** Without what ends the sentence, and without a bracket that was opened before the link. */
function withoutSentence(found: string): string {
  let end = found.length;
  const open = { '(': count(found, '('), ')': count(found, ')'), '[': count(found, '['), ']': count(found, ']') };
  for (; end > 0; end--) {
    const last = found.charAt(end - 1);
    const opening = PAIRS[last];
    if (opening !== undefined) {
      const isOpening = opening === '(' ? open['('] >= open[')'] : open['['] >= open[']'];
      if (isOpening) break;
      if (last === ')') open[')']--;
      else open[']']--;
    } else if (!ENDS_SENTENCE.includes(last)) break;
  }
  return found.slice(0, end);
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
