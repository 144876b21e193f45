import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../machine/paths.ts';
import type { AskFirebase } from './checks.ts';

const FIREBASE = join(ROOT, 'node_modules/firebase-tools/lib/bin/firebase.js');

/** Asks and listens; what it says on its error output may hold anything, and is not passed on. */
export const askFirebase: AskFirebase = (args) => run(args, ['ignore', 'pipe', 'ignore']);

/** Runs it in this terminal. @returns its exit code */
export async function runFirebase(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<number> {
  return (await run(args, ['inherit', 'inherit', 'inherit'], env)).code;
}

/** Runs it with a text on its standard input. @returns its exit code */
export async function feedFirebase(args: readonly string[], text: string): Promise<number> {
  return (await run(args, ['pipe', 'inherit', 'inherit'], {}, text)).code;
}

type Stdio = readonly ('ignore' | 'pipe' | 'inherit')[];

function run(args: readonly string[], stdio: Stdio, env: Readonly<Record<string, string>> = {}, input?: string): ReturnType<AskFirebase> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [FIREBASE, ...args], { cwd: ROOT, env: { ...process.env, ...env }, stdio: [...stdio] });
    let stdout = '';
    child.stdout?.on('data', (part: Buffer) => { stdout += part.toString(); });
    child.stdin?.end(input);
    child.once('error', () => resolve({ code: 1, stdout }));
    child.once('close', (code) => resolve({ code: code ?? 1, stdout }));
  });
}

export function readIfThere(path: string): string {
  try {
    return readFileSync(join(ROOT, path), 'utf8');
  } catch {
    return '';
  }
}

/** `--project` among the words, or what `firebase use --add` has written down. */
export function chosenProject(words: readonly string[]): string | undefined {
  const at = words.findIndex((word) => word === '--project' || word === '-P');
  if (at >= 0) return words[at + 1];
  const file = readIfThere('.firebaserc');
  if (file === '') return undefined;
  const { projects = {} } = JSON.parse(file) as { readonly projects?: Readonly<Record<string, string>> };
  const all = Object.values(projects);
  return projects['default'] ?? (all.length === 1 ? all[0] : undefined);
}
