import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../../../../scripts/machine/paths.ts';

/** How the public segment looks from a client. */
export interface Answer {
  /** Of one inside port, as two ports of the relay see it; empty when no UDP comes through. */
  readonly outsidePorts: readonly number[];
  /** Round trips over TCP to the site, the store, and the relay's two ports; undefined when none comes through. */
  readonly siteMs?: number | undefined;
  readonly storeMs?: number | undefined;
  readonly relayMs?: number | undefined;
  readonly tlsMs?: number | undefined;
}

const execute = promisify(execFile);

export async function ask(namespace: string, family: 'ipv4' | 'ipv6' = 'ipv4'): Promise<Answer> {
  const program = join(ROOT, 'emulator-tests/network/lab/testing/asker.ts');
  const { stdout } = await execute('ip', ['netns', 'exec', namespace, process.execPath, program, family]);
  return JSON.parse(stdout) as Answer;
}
