/** When tries of today may be added to those of yesterday: when the code concerned is the same, byte by byte. */
import { createHash } from 'node:crypto';
import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What only tests read changes nothing that a try shows. */
const OF_TESTS = /\.test\.ts$|\/testing\//;

/**
 * @param root the checkout
 * @param concerned files, and folders with all that is in them, relative to it
 * @returns the first 16 hexadecimal digits of the SHA-256 over all names and contents
 * @throws when one of them is not there
 */
export function hashCode(root: string, concerned: readonly string[]): string {
  const files = concerned.flatMap((path) => (statSync(join(root, path)).isDirectory() ? globSync(`${path}/**/*.*`, { cwd: root }) : [path]));
  const hash = createHash('sha256');
  for (const file of [...new Set(files)].sort()) {
    if (OF_TESTS.test(file)) continue;
    const content = readFileSync(join(root, file));
    hash.update(`${file.length} ${file} ${content.length} `).update(content);
  }
  return hash.digest('hex').slice(0, 16);
}
