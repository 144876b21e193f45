import { spawn } from 'node:child_process';
import { ROOT } from '../machine/paths.ts';
import { signal } from '../machine/processes.ts';
import { entrust, withdraw } from '../machine/reaper-client.ts';

const running = new Set<number>();

/** Runs a program with its output on this terminal, in a process group of its own; resolves to its exit code. */
export function runProgram(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<number | null> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      detached: true,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const { pid } = child;
    if (pid !== undefined) {
      running.add(pid);
      entrust(pid);
    }
    child.once('error', (error) => {
      console.error(String(error));
      resolve(1);
    });
    child.once('exit', (code) => {
      if (pid !== undefined) {
        signal(-pid, 'SIGKILL');
        running.delete(pid);
        withdraw(pid);
      }
      resolve(code);
    });
  });
}

/** Ctrl-C reaches this process alone: hand it on. */
export function endPrograms(): void {
  for (const pid of running) signal(-pid, 'SIGKILL');
}
