import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** What apt can bring. */
export interface Installable {
  /** Debian's packages, of which one is enough: the first that can be had is taken. */
  readonly packages: readonly string[];
  /** Takes a minute or two. */
  readonly isLarge?: boolean;
  /** Undoes what the package does beyond bringing the program. */
  readonly afterInstall?: () => void;
}

/** Installs by apt, quietly, where that takes no question: as root on Debian. @returns whether it was tried */
export function install(what: string, wanted: readonly Installable[]): boolean {
  if (!canApt()) return false;
  const isLarge = wanted.some((one) => one.isLarge);
  console.log(`Installing ${what} with apt (${isLarge ? 'a minute or two, ' : ''}only the first time)…`);
  apt(['update']);
  for (const { packages, afterInstall } of wanted) {
    packages.some((name) => apt(['install', '-y', '--no-install-recommends', name]));
    afterInstall?.();
  }
  return true;
}

function canApt(): boolean {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get');
}

function apt(args: readonly string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync('apt-get', ['-qq', ...args], { env, stdio: 'ignore' }).status === 0;
}
