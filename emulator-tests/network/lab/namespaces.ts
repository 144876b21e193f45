/** Namespaces carry the process that made them in their name, so that a later laboratory knows which are left over. */
import { readdirSync } from 'node:fs';
import { isAlive } from '../../../scripts/machine/paths.ts';
import { entrust, withdraw } from '../../../scripts/machine/reaper-client.ts';
import { ip, run } from './commands.ts';

const NAME = /^firelink-(\d+)-/;
let count = 0;

/** A prefix for one laboratory; several may run side by side. */
export function newPrefix(): string {
  count += 1;
  return `firelink-${process.pid}-${count}`;
}

/** Namespaces of this process; they go with it, however it ends. */
export function addNamespaces(names: readonly string[]): void {
  for (const name of names) entrust(`netns:${name}`);
  ip(...names.map((name) => `netns add ${name}`));
}

export function removeNamespaces(names: readonly string[]): void {
  for (const name of names) {
    remove(name);
    withdraw(`netns:${name}`);
  }
}

/** Removes what dead processes left behind, together with what still runs in it. */
export function removeStaleNamespaces(): void {
  for (const name of namespaces()) {
    const pid = NAME.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) remove(name);
  }
}

function namespaces(): string[] {
  try {
    return readdirSync('/run/netns');
  } catch {
    return [];
  }
}

function remove(name: string): void {
  try {
    for (const pid of run('ip', ['netns', 'pids', name]).split('\n').filter(Boolean)) process.kill(Number(pid), 'SIGKILL');
    run('ip', ['netns', 'delete', name]);
  } catch {
    // Another process, which also removes them, was faster.
  }
}
