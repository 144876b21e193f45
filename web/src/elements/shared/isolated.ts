/** Hebrew, Arabic and the other right-to-left scripts; a few characters between them do no harm. */
const FROM_RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * A name for a sentence, a label or a title: one that is written from right to left keeps the words around it in their
 * order (UAX #9, FSI and PDI). Other characters that could move them were removed when the name was read.
 */
export function isolated(name: string): string {
  return FROM_RIGHT_TO_LEFT.test(name) ? `\u2068${name}\u2069` : name;
}
