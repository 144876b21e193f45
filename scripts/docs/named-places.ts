/** The places that a Markdown page names: files and folders of the repository, and headings that its links lead to. */
import { dirname, posix } from 'node:path';

/** A page: its path from the root, and its text. */
export interface Page {
  readonly path: string;
  readonly text: string;
}

/** What ends the name of a file in this repository. Anything else with a dot may be code: `Clock.elapsed`. */
const FILE = /\.(?:ts|mjs|js|json|md|rules|html|css|png|conf|env)$/;

/** Made when something runs or is deployed, or of another machine, or planned: no file of the repository. */
const ELSEWHERE = [/^\//, /^output\//, /^\.cache\//, /(?:^|\/)dist(?:\/|$)/, /^functions\/\.env\./, /^init\.js/, /^404\.html$/, /^engine\/src\/transfer$/];

/** Every file of the repository, and every folder that holds one. */
export function placesOf(files: readonly string[]): ReadonlySet<string> {
  const places = new Set(files);
  for (const file of files) for (let folder = dirname(file); folder !== '.'; folder = dirname(folder)) places.add(folder);
  return places;
}

/** GitHub's anchor of a heading. */
function anchorOf(heading: string): string {
  const shown = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll('`', '');
  return shown.trim().toLowerCase().replaceAll(/[^\p{L}\p{N}\p{M} _-]/gu, '').replaceAll(' ', '-');
}

const FENCE = /^(?:```|~~~)/;

/** The anchors of a page's headings. The second heading of one name is `name-1`. */
export function anchorsOf(text: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  let fenced = false;
  for (const line of text.split('\n')) {
    if (FENCE.test(line)) fenced = !fenced;
    const heading = fenced ? undefined : /^#{1,6} +(.*)$/.exec(line)?.[1];
    if (heading === undefined) continue;
    const anchor = anchorOf(heading);
    let unique = anchor;
    for (let count = 1; anchors.has(unique); count++) unique = `${anchor}-${count}`;
    anchors.add(unique);
  }
  return anchors;
}

/**
 * The relative links of a page that lead nowhere, each as `line: target`.
 *
 * @param textOf the text of a Markdown file of the repository
 */
export function brokenLinks(page: Page, places: ReadonlySet<string>, textOf: (path: string) => string): string[] {
  const broken: string[] = [];
  page.text.split('\n').forEach((line, index) => {
    for (const [, target = ''] of line.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(target)) continue;
      const [file = '', anchor] = target.split('#');
      const path = file === '' ? page.path : posix.normalize(posix.join(dirname(page.path), file)).replace(/\/$/, '');
      const leads = places.has(path) && (anchor === undefined || !path.endsWith('.md') || anchorsOf(textOf(path)).has(anchor));
      if (!leads) broken.push(`${index + 1}: ${target}`);
    }
  });
  return broken;
}

/** The braces of a shell: `a/{b,c}.ts` is `a/b.ts` and `a/c.ts`. */
function spread(word: string): string[] {
  const [, before = '', choices, after = ''] = /^([^{]*)\{([^{}]*,[^{}]*)\}(.*)$/.exec(word) ?? [];
  return choices === undefined ? [word] : choices.split(',').flatMap((choice) => spread(`${before}${choice}${after}`));
}

/**
 * The files and folders that a page names as code and that the repository has not, each as `line: name`.
 *
 * A name counts as one of a file when it ends like a file, and as one of a folder when its first part is a folder at
 * the root. A file may be named by the end of its path: `machine/state.ts`, `state.ts`.
 */
export function missingPlaces(page: Page, places: ReadonlySet<string>): string[] {
  const roots = new Set([...places].filter((place) => !place.includes('/')));
  const ends = new Set([...places].flatMap((place) => place.split('/').map((_, index, parts) => parts.slice(index).join('/'))));
  const missing: string[] = [];
  const look = (code: string, line: number): void => {
    for (const word of code.split(/[\s|,;]+(?![^{]*\})/).flatMap(spread)) {
      const name = word.replace(/^\.\//, '').replace(/[/:]+$/, '');
      const isFile = FILE.test(name) && !/^[a-z]+:\/\//.test(name) && !name.startsWith('.');
      const isFolder = name.includes('/') && roots.has(name.split('/')[0] ?? '');
      if (!(isFile || isFolder) || /[*<>…$?()=]/.test(name) || ELSEWHERE.some((elsewhere) => elsewhere.test(name))) continue;
      if (!ends.has(name)) missing.push(`${line}: ${name}`);
    }
  };
  let fenced = false;
  page.text.split('\n').forEach((line, index) => {
    if (FENCE.test(line)) fenced = !fenced;
    else if (fenced) look(line, index + 1);
    else for (const [, code = ''] of line.matchAll(/`([^`]+)`/g)) look(code, index + 1);
  });
  return missing;
}
