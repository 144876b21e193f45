/** The links in a text. They are pieces beside the text between them, for a screen to draw: never markup. */

export type TextPiece =
  | { readonly kind: 'text'; readonly text: string }
  /** `href` is an address of http or https as the browser reads it; `host` is what it leads to, to be shown where the text hides it. */
  | { readonly kind: 'link'; readonly text: string; readonly href: string; readonly host: string };

/** @returns pieces whose texts are `text` when they are joined */
export function findLinks(text: string): readonly TextPiece[] {
  return [{ kind: 'text', text }];
}
