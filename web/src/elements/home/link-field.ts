/**
 * The text of home's field as it was meant: a link pasted from a mail brings line breaks, quotes or angle brackets
 * along. '' when nothing is left. The opener of the link says whether it is one, and a whole one.
 */
export function readLinkField(text: string): string {
  return text
    .replace(/\s+/g, '')
    .replace(/^[<"'“‘(]+/, '')
    .replace(/[>"'”’).,;]+$/, '');
}
