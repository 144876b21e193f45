/** Files to send: bytes that nothing can compress, the same in each run. */
import { createCipheriv, createHash } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { runFolder } from '../../scripts/machine/paths.ts';

const MIB = 1024 * 1024;

/** @returns the file's path, in the folder of this run */
export function makeTestFile(mib: number, seed: string): string {
  const file = join(runFolder(), `${mib}-mib.bin`);
  const cipher = createCipheriv('aes-256-ctr', createHash('sha256').update(seed).digest(), Buffer.alloc(16));
  const zeros = Buffer.alloc(MIB);
  const target = openSync(file, 'w');
  for (let written = 0; written < mib; written++) writeSync(target, cipher.update(zeros));
  closeSync(target);
  return file;
}
