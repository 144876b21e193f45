/**
 * Names of files that the sender has chosen, made safe to show and to save: one name is one step of a path, whatever it was.
 * `filenamify` takes away separators, control and bidirectional characters, names that Windows reserves, and dots and spaces at
 * the end. Here the rest: Unicode's composed form, no dots at the beginning (hidden files, `..`), the length in bytes.
 */
import filenamify from 'filenamify/browser';
import { MAX_FOLDERS } from './wire/frames.ts';

/** File systems have 255; what a copy adds (` (12)`, `.crswap`) has room. */
export const MAX_SAFE_NAME_BYTES = 200;
/** Of the folders above a file, each with its length: what an offer has room for beside the longest name and type. */
const MAX_PATH_BYTES = 1_600;
/** What stays of an ending when a name is shortened; a longer one is part of the name. */
const MAX_ENDING_BYTES = 20;

/** @returns a name of 1 to MAX_SAFE_NAME_BYTES bytes, without an ending where nothing is left of it */
export function safeName(name: string): string {
  // Its own limit counts characters, and needs Intl.Segmenter for it, which not every browser has.
  const clean = filenamify(withoutLeadingDots(name.toWellFormed().normalize('NFC')), { replacement: '_', maxLength: Infinity });
  const short = shortened(withoutLeadingDots(clean));
  return short === '' ? '_' : short;
}

/** The folders above a file, from outside in; empty and relative steps are left out, and the innermost of those that no offer has room for. */
export function safePath(path: readonly string[]): string[] {
  const steps = path.slice(0, MAX_FOLDERS).flatMap((folder) => folder.split(/[/\\]/)).filter((step) => !/^[.\s]*$/.test(step)).slice(0, MAX_FOLDERS).map(safeName);
  let room = MAX_PATH_BYTES;
  const over = steps.findIndex((step) => (room -= 2 + new TextEncoder().encode(step).length) < 0);
  return over < 0 ? steps : steps.slice(0, over);
}

/** `photo.jpg` → `photo (2).jpg`, for the second of the same path; upper and lower case are the same on most disks. */
export class NameCounter {
  readonly #seen = new Map<string, number>();

  next(path: readonly string[], name: string): string {
    const keyOf = (candidate: string): string => [...path, candidate].join('/').toLowerCase();
    const key = keyOf(name);
    let count = (this.#seen.get(key) ?? 0) + 1;
    let candidate = name;
    // A file may bear the name that a number makes.
    while (count > 1 && this.#seen.has(keyOf((candidate = numbered(name, count))))) count++;
    this.#seen.set(key, count);
    if (candidate !== name) this.#seen.set(keyOf(candidate), 1);
    return candidate;
  }
}

function numbered(name: string, count: number): string {
  const [base, ending] = parts(name);
  return `${base} (${count})${ending}`;
}

function withoutLeadingDots(name: string): string {
  return name.replace(/^[.\s]+/, '');
}

function shortened(name: string): string {
  if (bytesOf(name) <= MAX_SAFE_NAME_BYTES) return name;
  const [base, ending] = parts(name);
  let left = MAX_SAFE_NAME_BYTES - bytesOf(ending);
  let kept = '';
  for (const character of base) {
    left -= bytesOf(character);
    if (left < 0) break;
    kept += character;
  }
  return kept.replace(/[. ]+$/, '') + ending;
}

function parts(name: string): [base: string, ending: string] {
  const dot = name.lastIndexOf('.');
  return dot > 0 && bytesOf(name.slice(dot)) <= MAX_ENDING_BYTES ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
