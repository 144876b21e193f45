import { spawnSync } from 'node:child_process';

/** The commit of a checkout, abbreviated; with a `+` when tracked files differ from it, and `none` where there is no git. */
export function commitOf(root: string): string {
  const git = (...args: readonly string[]): string => spawnSync('git', args, { cwd: root, encoding: 'utf8' }).stdout ?? '';
  const commit = git('rev-parse', '--short=9', 'HEAD').trim();
  if (commit === '') return 'none';
  // The record itself is written by each run.
  return git('status', '--porcelain', '--untracked-files=no', '--', '.', ':!docs/reliability.json', ':!docs/reliability.md').trim() === '' ? commit : `${commit}+`;
}
