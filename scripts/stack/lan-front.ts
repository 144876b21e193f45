import { join } from 'node:path';
import type { OneOrigin } from '../../web/vite/one-origin.ts';
import { cacheFolder } from '../machine/paths.ts';
import { certificateFor } from './certificate.ts';

const HOST = '127.0.0.1';

/** What the web server needs to stand in front of the emulators, on the local network. */
export interface LanFront {
  readonly address: string;
  /** PEM, by which its own starter knows it. */
  readonly cert: string;
  readonly oneOrigin: OneOrigin;
}

export async function lanFront(
  address: string, projectId: string, ports: { readonly auth: number; readonly firestore: number; readonly functions: number | undefined },
): Promise<LanFront> {
  const folder = join(cacheFolder(), 'lan');
  const { cert, certFile, keyFile } = await certificateFor(address, folder, Date.now());
  const at = (port: number): string => `http://${HOST}:${port}`;
  const emulators = { auth: at(ports.auth), firestore: at(ports.firestore), ...(ports.functions !== undefined && { functions: at(ports.functions) }) };
  return { address, cert, oneOrigin: { certFile, keyFile, projectId, emulators } };
}
