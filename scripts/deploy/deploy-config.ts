import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../machine/paths.ts';
import { type Hosting, hashedAssets, hostingFor } from './hosting.ts';

/**
 * firebase.json for one deployment of the page that was just built, which may connect to `connect`. It lies beside the other one, since the CLI takes a
 * configuration's folder for the project's.
 */
export function writeDeployConfig(connect: readonly string[]): { readonly path: string; remove(): void } {
  const config = JSON.parse(readFileSync(join(ROOT, 'firebase.json'), 'utf8')) as { readonly hosting: Hosting };
  const hosting = hostingFor(config.hosting, { connect, assets: hashedAssets(join(ROOT, config.hosting.public)) });
  const path = join(ROOT, `firebase.run-${process.pid}-deploy.json`);
  writeFileSync(path, JSON.stringify({ ...config, hosting }, null, 2));
  return { path, remove: () => rmSync(path, { force: true }) };
}
