import { spawn } from 'node:child_process';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { ROOT } from './paths.ts';

/** A process group, the absolute path of a file or folder, or `netns:<name>`, a network namespace. */
type Subject = number | string;

let tellReaper: ((line: string) => void) | undefined;

/** Leaves something to the reaper, which kills or deletes it when this process is gone, even if killed outright. */
export function entrust(subject: Subject): void {
  tell(`+${subject}`);
}

/** It is gone already. */
export function withdraw(subject: Subject): void {
  tell(`-${subject}`);
}

function tell(line: string): void {
  if (tellReaper === undefined) {
    const reaper = spawn(process.execPath, [join(ROOT, 'scripts/machine/reaper.ts')], {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    reaper.unref();
    reaper.stdin.on('error', () => undefined);
    // The pipe must not keep us alive: its end is the signal.
    if (reaper.stdin instanceof Socket) reaper.stdin.unref();
    tellReaper = (text) => reaper.stdin.write(`${text}\n`);
  }
  tellReaper(line);
}
