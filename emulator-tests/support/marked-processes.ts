import { readdirSync, readFileSync } from 'node:fs';
import { PATIENCE_MS } from './patience.ts';

/**
 * The command lines of all processes that carry a variable in their environment: whatever a command started, however
 * far removed, and also once its parents are gone. Linux only.
 */
export function processesWith(variable: string, value: string): string[] {
  const found: string[] = [];
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      if (!readFileSync(`/proc/${name}/environ`, 'utf8').split('\0').includes(`${variable}=${value}`)) continue;
      // A zombie has ended: it only waits to be asked how.
      if (/^State:\s+Z/m.test(readFileSync(`/proc/${name}/status`, 'utf8'))) continue;
      found.push(`${name} ${readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()}`);
    } catch {
      // It ended meanwhile, or belongs to another user.
    }
  }
  return found;
}

/** Resolves once none is left, or to those that stay. */
export async function awaitNone(variable: string, value: string): Promise<string[]> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const left = processesWith(variable, value);
    if (left.length === 0 || Date.now() > deadline) return left;
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
}
