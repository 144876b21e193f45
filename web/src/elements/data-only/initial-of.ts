const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The first letter of a name, as it is drawn in place of a face; undefined of a name that begins with none. */
export function initialOf(name: string): string | undefined {
  const [first] = letters.segment(name.trim());
  return first && /^\p{L}/u.test(first.segment) ? first.segment.toLocaleUpperCase() : undefined;
}
