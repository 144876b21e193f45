/** The web app of another commit or checkout, built beside this one's. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Missing } from '../machine/missing.ts';
import { ROOT, runFolder } from '../machine/paths.ts';
import { buildWeb } from '../stack/stack.ts';
import type { Site } from '../stack/web-server.ts';

/**
 * @param version the folder of a checkout whose packages are installed, or a commit of this repository
 * @returns the built site. A checkout keeps its own `web/dist`; a commit's sources lie below this run's folder
 * @throws Missing when there is no such version, or when it can't be built
 */
export function buildOtherVersion(version: string): Site {
  const root = existsSync(resolve(version, 'web/vite.config.ts')) ? resolve(version) : unpack(version);
  const site = { root, dist: join(runFolder(), 'before-dist') };
  buildWeb(site);
  return site;
}

/** Below this checkout, whose node_modules serve the packages: versions of packages are today's. */
function unpack(commit: string): string {
  const root = join(runFolder(), 'before');
  rmSync(root, { recursive: true, force: true });
  mkdirSync(root, { recursive: true });
  const archive = `${root}.tar`;
  run('git', ['archive', '--output', archive, commit]);
  run('tar', ['-xf', archive, '-C', root]);
  rmSync(archive);
  // The engine is a package of the same repository: that of the same commit, not today's.
  if (existsSync(join(root, 'engine/package.json'))) {
    mkdirSync(join(root, 'node_modules'));
    symlinkSync('../engine', join(root, 'node_modules/firelink'));
  }
  return root;
}

function run(command: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(command, args, { cwd: ROOT, encoding: 'utf8' });
  if (status !== 0) throw new Missing(`${stderr}\nThe version to compare with could not be read: see above.`);
}
