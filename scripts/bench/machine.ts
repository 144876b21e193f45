import { execFile } from 'node:child_process';
import { arch, cpus, release, totalmem, type } from 'node:os';
import { promisify } from 'node:util';
import { findProgram } from '../machine/programs.ts';

/** On what a report was made: its times mean something beside each other, and elsewhere only as ratios. */
export async function machine(): Promise<Readonly<Record<string, string>>> {
  const chromium = findProgram('chromium');
  const version = chromium === undefined ? 'no browser' : (await promisify(execFile)(chromium, ['--version'])).stdout.trim();
  const all = cpus();
  return {
    processor: `${all.length} × ${all[0]?.model.trim() ?? 'unknown'}`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    system: `${type()} ${release()} ${arch()}`,
    browser: version,
    node: process.version,
    day: new Date().toISOString().slice(0, 10),
  };
}
