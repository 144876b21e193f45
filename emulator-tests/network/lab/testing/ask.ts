import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../../../../scripts/machine/paths.ts';

/** How the public segment looks from a client. */
export interface Answer {
  /** Of one inside port, as two ports of the relay see it; empty when no UDP comes through. */
  readonly outsidePorts: readonly number[];
  /** Whether TCP comes through to the site, the store, and the relay's two ports. */
  readonly site: boolean;
  readonly store: boolean;
  readonly relay: boolean;
  readonly tls: boolean;
}

const execute = promisify(execFile);

export async function ask(namespace: string, family: 'ipv4' | 'ipv6' = 'ipv4'): Promise<Answer> {
  const program = join(ROOT, 'emulator-tests/network/lab/testing/asker.ts');
  const { stdout } = await execute('ip', ['netns', 'exec', namespace, process.execPath, program, family]);
  return JSON.parse(stdout) as Answer;
}
