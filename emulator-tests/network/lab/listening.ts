import type { Child } from '../../../scripts/machine/processes.ts';
import { PATIENCE_MS } from '../../support/patience.ts';
import { run } from './commands.ts';

export interface Ear {
  readonly kind: 'tcp' | 'udp';
  readonly port: number;
  /** Default any. */
  readonly address?: string;
}

/** Resolves once a program has all its sockets. @throws with the end of its log when it never has */
export async function untilListening(namespace: string, program: Child, what: string, logFile: string, ears: readonly Ear[]): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!ears.every((ear) => isListening(namespace, ear))) {
    if (!program.isRunning() || Date.now() > deadline) throw new Error(`${program.tail()}\n${what} did not start: its log is ${logFile}.`);
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
  }
}

function isListening(namespace: string, { kind, port, address = `:${port}` }: Ear): boolean {
  return run('ip', ['netns', 'exec', namespace, 'ss', '-Hln', kind === 'tcp' ? '-t' : '-u', `sport = :${port}`]).includes(address);
}
