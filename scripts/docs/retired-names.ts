/** Names that were given up (docs/retired-names.json), looked for in files. Pure. */

export interface RetiredName {
  readonly name: string;
  /** What it is called now. */
  readonly now: string;
  /** Where it is retired: a folder, for a word that means something else elsewhere. Everywhere where it is missing. */
  readonly in?: string;
}

export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** As whole words: `walk` is not in `walked`, and a hyphen joins two words to one. */
export function usesOf(retired: readonly RetiredName[], { path, text }: SourceFile): readonly string[] {
  const here = retired.filter((one) => text.includes(one.name) && (one.in === undefined || path.startsWith(one.in)));
  return here.flatMap(({ name, now }) => {
    const at = text.search(new RegExp(String.raw`(?<![\w-])${name}(?![\w-])`));
    return at < 0 ? [] : [`${path}:${text.slice(0, at).split('\n').length}: ${name} is now ${now}`];
  });
}

/** By a file's name without its endings (`walk` in `walk.test.ts`), and by its folders. */
export function filesNamed(retired: readonly RetiredName[], paths: readonly string[]): readonly string[] {
  return paths.flatMap((path) => {
    const parts = path.split('/').map((part) => part.replace(/\..*$/, ''));
    return retired.filter(({ name }) => parts.includes(name)).map(({ name, now }) => `${path}: ${name} is now ${now}`);
  });
}
