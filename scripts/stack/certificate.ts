import { X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from 'selfsigned';

const DAY_MS = 24 * 60 * 60_000;
/** A phone that has accepted it does not warn again for so long. */
const LIFETIME_MS = 30 * DAY_MS;

export interface Certificate {
  /** PEM */
  readonly cert: string;
  readonly certFile: string;
  readonly keyFile: string;
}

/** A self-signed certificate for this address: the one in this folder, or a new one, without any network. */
export async function certificateFor(address: string, folder: string, now: number): Promise<Certificate> {
  const [certFile, keyFile] = [join(folder, `${address}.pem`), join(folder, `${address}-key.pem`)];
  const kept = read(certFile);
  if (kept !== undefined && existsSync(keyFile) && isGood(kept, address, now)) return { cert: kept, certFile, keyFile };
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'Firelink on this machine' }], {
    keyType: 'ec', curve: 'P-256', algorithm: 'sha256',
    // Clocks of phones differ from this one.
    notBeforeDate: new Date(now - DAY_MS), notAfterDate: new Date(now + LIFETIME_MS),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      // iOS takes none without it.
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: [{ type: 7, ip: address }] },
    ],
  });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(keyFile, key, { mode: 0o600 });
  writeFileSync(certFile, cert);
  return { cert, certFile, keyFile };
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function isGood(cert: string, address: string, now: number): boolean {
  try {
    const parsed = new X509Certificate(cert);
    return parsed.checkIP(address) !== undefined && Date.parse(parsed.validTo) > now + DAY_MS;
  } catch {
    return false;
  }
}
