import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../machine/paths.ts';

/** Makes web/dist for a site of its own. @returns false when it can't be made, which Vite has then explained */
export function buildPage(env: Readonly<Record<string, string>>): boolean {
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
  const { status } = spawnSync(process.execPath, [vite, 'build', join(ROOT, 'web')], { cwd: ROOT, env: { ...process.env, ...env }, stdio: 'inherit' });
  return status === 0;
}
