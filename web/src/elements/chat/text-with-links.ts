/** A message's text. Lit puts it into the page as text: nothing in it is ever markup. */
export function textWithLinks(text: string): unknown {
  return text;
}
