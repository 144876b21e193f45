import { spawnSync } from 'node:child_process';
import { aptInstall, canApt } from './apt.ts';
import { findProgram } from './find-program.ts';
import { Missing } from './missing.ts';

function findCoturn(): string | undefined {
  const usualPlaces = ['/usr/bin/turnserver', '/usr/local/bin/turnserver', '/opt/homebrew/bin/turnserver'];
  return findProgram({ variables: ['TURNSERVER_PATH'], names: ['turnserver'], usualPlaces });
}

/** Finds coturn, or installs Debian's where that takes no question. @throws Missing */
export function requireCoturn(): string {
  const found = findCoturn();
  if (found !== undefined) return found;
  if (canApt()) {
    console.log('Installing coturn with apt (only the first time)…');
    aptInstall(['coturn']);
    // Debian starts a relay for everybody with the package. We want the program alone.
    spawnSync('systemctl', ['disable', '--now', 'coturn'], { stdio: 'ignore' });
    const installed = findCoturn();
    if (installed !== undefined) return installed;
  }
  throw new Missing('The tests of relay credentials need coturn: install it (`apt install coturn`, `brew install coturn`), or set TURNSERVER_PATH to its turnserver.');
}
