/**
 * A person's name as the other side shows it. An attacker may have typed or sent it: the safe name
 * stays on one line, in its place, and looks like what it is.
 */

/** What a person counts as a letter: a grapheme cluster (UAX #29). */
export const MAX_DISPLAY_NAME_GRAPHEMES = 40;

/** Of UTF-8. Forty graphemes of Devanagari have some 280 bytes; the longest emoji has 35 by itself. */
export const MAX_DISPLAY_NAME_BYTES = 400;

/** The longest emoji that is in use, a family with skin tones, has eleven code points; a conjunct of five consonants, ten. */
const MAX_GRAPHEME_POINTS = 16;

/** What is longer is read no further: nothing is gained by counting the graphemes of a megabyte. */
const MAX_RAW_LENGTH = 2_000;

/** Spaces of all kinds, line ends of all kinds, and three characters that are drawn as nothing (Braille, an object, a note). */
const SPACES = /[\s\p{Z}\u0085\u2800\ufffc\u{1d159}]+/gu;

/** A flag of a part of a country, whose letters are invisible tags (UTS #51, ED-14a); otherwise, one character that shows nothing by itself. */
const FLAG_OR_INVISIBLE =
  /\u{1f3f4}[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{3,6}\u{e007f}|[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Noncharacter_Code_Point}]/gu;

const LINE_ENDS = /^[\t-\r\u0085]$/;
const JOINER = /^[\u200c\u200d]$/;
/** For emoji and symbols, and for the forms of Han characters that names are registered with. */
const VARIATION_SELECTOR = /^[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]$/u;
const MONGOLIAN_FORM = /^[\u180b-\u180f]$/;

/** Scripts whose spelling uses joiners between letters (UAX #31, section 2.3). */
const JOINING_SCRIPTS = ['Arab', 'Syrc', 'Nkoo', 'Mong', 'Phag', 'Mand', 'Rohg', 'Adlm', 'Deva', 'Beng', 'Guru', 'Gujr', 'Orya', 'Taml', 'Telu', 'Knda', 'Mlym', 'Sinh', 'Mymr', 'Khmr', 'Tibt']
  .map((script) => `\\p{Script_Extensions=${script}}`).join('');
const ENDS_JOINING = new RegExp(`[${JOINING_SCRIPTS}]$`, 'u');
const BEGINS_JOINING = new RegExp(`^[${JOINING_SCRIPTS}]`, 'u');
/** Whose joiner decides the shape of the letter before it, at a word's end, too. */
const ENDS_IN_VIRAMA = /[\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca]$/;
const ENDS_IN_EMOJI = /\p{Extended_Pictographic}[\ufe0f\p{Emoji_Modifier}]*$/u;
const BEGINS_WITH_EMOJI = /^\p{Extended_Pictographic}/u;
const ENDS_IN_BASE = /[^\s\p{Z}\ufe00-\ufe0f\u{e0100}-\u{e01ef}]$/u;
const ENDS_IN_MONGOLIAN = /\p{Script=Mongolian}$/u;

/** More than four nonspacing marks in a row are no spelling (UTS #39, section 5.4), nor more than eight marks and joiners of any kind. */
const MARKS_IN_A_ROW = /([\p{Mn}\p{Me}]{4})[\p{Mn}\p{Me}]+/gu;
const SIGNS_IN_A_ROW = /([\p{M}\u200c\u200d]{8})[\p{M}\u200c\u200d]+/gu;
/** They would be drawn on what stands before the name. */
const LEADING_MARKS = /^[\p{M}\u200c\u200d\s]+/u;

/**
 * One line in NFC without control characters, bidirectional controls, and invisible characters that no spelling needs;
 * at most MAX_DISPLAY_NAME_GRAPHEMES graphemes and MAX_DISPLAY_NAME_BYTES bytes. Applied again, it changes nothing.
 *
 * @returns undefined for whatever is no text, or has nothing in it that is seen: no name
 */
export function makeDisplayNameSafe(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  let name = value.slice(0, MAX_RAW_LENGTH);
  // What is left out can bring together what then composes, or joins: again, until nothing changes.
  for (let before; before !== name;) {
    before = name;
    name = shorten(normalize(name.replace(FLAG_OR_INVISIBLE, keepWhatIsNeeded)));
  }
  return name === '' ? undefined : name;
}

function normalize(text: string): string {
  return text.replace(SPACES, ' ').normalize('NFC')
    .replace(MARKS_IN_A_ROW, '$1').replace(SIGNS_IN_A_ROW, '$1').replace(LEADING_MARKS, '');
}

/** Of an invisible character at `at`: itself, where what stands beside it is spelt with it. */
function keepWhatIsNeeded(found: string, at: number, text: string): string {
  const before = text.slice(Math.max(0, at - MAX_GRAPHEME_POINTS), at);
  const after = text.slice(at + found.length);
  if (Array.from(found).length > 1 || LINE_ENDS.test(found)) return found;
  if (JOINER.test(found)) return isJoinerNeeded(found, before, after) ? found : '';
  if (VARIATION_SELECTOR.test(found)) return ENDS_IN_BASE.test(before) ? found : '';
  if (MONGOLIAN_FORM.test(found)) return ENDS_IN_MONGOLIAN.test(before) ? found : '';
  return '';
}

function isJoinerNeeded(joiner: string, before: string, after: string): boolean {
  if (joiner === '\u200d' && ENDS_IN_EMOJI.test(before)) return BEGINS_WITH_EMOJI.test(after);
  return ENDS_IN_VIRAMA.test(before) || (ENDS_JOINING.test(before) && BEGINS_JOINING.test(after));
}

function shorten(text: string): string {
  let shortened = '';
  for (const grapheme of graphemesOf(text).filter(isInUse).slice(0, MAX_DISPLAY_NAME_GRAPHEMES)) {
    if (bytesOf(shortened + grapheme) > MAX_DISPLAY_NAME_BYTES) break;
    shortened += grapheme;
  }
  return shortened.trim();
}

/** A hundred joined emoji, or letters under one vowel, are one grapheme, too. */
function isInUse(grapheme: string): boolean {
  return Array.from(grapheme).length <= MAX_GRAPHEME_POINTS;
}

/** Code points in a browser that can't tell graphemes (Firefox before 125): fewer fit, and the rest stays as it is. */
function graphemesOf(text: string): readonly string[] {
  if (!('Segmenter' in Intl)) return Array.from(text);
  return Array.from(new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text), ({ segment }) => segment);
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
