import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** What may be made again at any time; git ignores it. */
export function cacheFolder(): string {
  const folder = join(ROOT, '.cache');
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** `$HOME`, or a folder of this checkout where there is none. */
export function homeFolder(): string {
  const home = process.env['HOME'] ?? homedir();
  return home === '' ? join(cacheFolder(), 'home') : home;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** A folder for the logs of this process, `output/run-<pid>`; those of runs that are over are removed. */
export function runFolder(): string {
  const output = join(ROOT, 'output');
  const own = join(output, `run-${process.pid}`);
  mkdirSync(own, { recursive: true });
  for (const name of readdirSync(output)) {
    const pid = /^run-(\d+)$/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(output, name), { recursive: true, force: true });
  }
  return own;
}
