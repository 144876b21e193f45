import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Missing } from './missing.ts';

export interface Whereabouts {
  /** Environment variables that may name it; the first that is set decides. */
  readonly variables: readonly string[];
  /** What it may be called on the PATH. */
  readonly names: readonly string[];
  /** Where it is installed without being on the PATH. */
  readonly usualPlaces: readonly string[];
}

/** The program's path, or undefined when it is nowhere. @throws Missing when a variable names what is no program */
export function findProgram({ variables, names, usualPlaces }: Whereabouts): string | undefined {
  for (const variable of variables) {
    const named = process.env[variable];
    if (named === undefined || named === '') continue;
    if (isProgram(named)) return named;
    throw new Missing(`${variable} names ${named}, which is no program: correct it, or unset it.`);
  }
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...onPath, ...usualPlaces].find((path) => isProgram(path));
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
