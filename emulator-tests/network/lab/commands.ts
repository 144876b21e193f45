/** The programs that make a network: iproute2's `ip` and nftables' `nft`. */
import { spawnSync } from 'node:child_process';

/** @throws with the program's own words */
export function run(command: string, args: readonly string[], input?: string): string {
  const done = spawnSync(command, args, { encoding: 'utf8', input });
  if (done.error) throw done.error;
  if (done.status !== 0) throw new Error(`${command} ${args.join(' ')}: ${done.stderr.trim()}${input === undefined ? '' : `\n${input}`}`);
  return done.stdout;
}

/** Lines of `ip`, run in one go: a process each would take most of a set-up. */
export function ip(...lines: readonly string[]): void {
  if (lines.length > 0) run('ip', ['-batch', '-'], `${lines.join('\n')}\n`);
}

/** The same, inside a namespace. */
export function ipIn(namespace: string, ...lines: readonly string[]): void {
  if (lines.length > 0) run('ip', ['-n', namespace, '-batch', '-'], `${lines.join('\n')}\n`);
}

/** A whole rule set, taken up at once or not at all. */
export function nftIn(namespace: string, rules: string): void {
  run('ip', ['netns', 'exec', namespace, 'nft', '-f', '-'], rules);
}

/** Kernel settings of a namespace, by their paths below /proc/sys. */
export function setIn(namespace: string, settings: Readonly<Record<string, string>>): void {
  const lines = Object.entries(settings).map(([path, value]) => `echo ${value} > /proc/sys/${path}`);
  run('ip', ['netns', 'exec', namespace, 'sh', '-e'], `${lines.join('\n')}\n`);
}
