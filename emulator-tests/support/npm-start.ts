import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { ROOT } from '../../scripts/machine/paths.ts';

export const MARK = 'FIRELINK_TEST_MARK';

export interface Run {
  readonly mark: string;
  readonly child: ChildProcess;
  /** Resolves to all output so far once it matches. */
  printed(pattern: RegExp): Promise<string>;
  readonly ended: Promise<number | null>;
}

/** `npm start` in a process group of its own, as a terminal gives it one, from another folder and without a home. */
export function npmStart(variables: Readonly<Record<string, string>> = {}, words: readonly string[] = []): Run {
  const mark = randomUUID();
  const child = spawn('npm', ['--prefix', ROOT, 'start', '--silent', '--', ...words], {
    cwd: tmpdir(),
    env: { ...process.env, ...variables, [MARK]: mark, HOME: '' },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const waiting = new Set<() => void>();
  const take = (chunk: Buffer): void => {
    output += chunk.toString();
    for (const look of waiting) look();
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => resolve(code));
  });
  const printed = (pattern: RegExp): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (pattern.test(output)) resolve(output);
      };
      waiting.add(look);
      look();
      void ended.then(() => reject(new Error(`ended without printing ${pattern}: ${output}`)));
    });
  return { mark, child, printed, ended };
}

/** What Ctrl-C in a terminal does: a signal to every process of the group in front. */
export function toGroup({ child }: Run, signal: NodeJS.Signals): void {
  process.kill(-(child.pid ?? 0), signal);
}
