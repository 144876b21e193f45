/**
 * The text of home's field as it was meant: a link pasted from a mail brings line breaks, quotes or angle brackets
 * along. '' when nothing is left. Whether it is a link, and a whole one, is for whoever opens it to say.
 */
export function readLinkField(text: string): string {
  return text
    .replace(/\s+/g, '')
    .replace(/^[<"'“‘(]+/, '')
    .replace(/[>"'”’).,;]+$/, '');
}
