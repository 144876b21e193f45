/** What a browser's processes use, from Linux's /proc. */
import { readdirSync, readFileSync } from 'node:fs';

export interface Process {
  readonly pid: number;
  readonly parent: number;
  /** Of Chromium's processes: `renderer`, `utility`…; '' for the browser itself. */
  readonly type: string;
  readonly cpuSeconds: number;
}

export interface MemoryMib {
  /** Proportional set size of the processes that run pages. */
  readonly pages: number;
  /** Of all processes of the browser. */
  readonly all: number;
}

/** Clock ticks a second that /proc counts in: 100 on every Linux. */
const TICKS = 100;

/** The browser of this profile, and all below it. */
export function processesOf(profile: string): readonly Process[] {
  const all = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? readProcess(Number(name), profile) : []));
  const found = all.filter(({ isOfProfile, type }) => isOfProfile && type === '');
  for (let index = 0; index < found.length; index++) found.push(...all.filter(({ parent }) => parent === found[index]?.pid));
  return [...new Map(found.map((one) => [one.pid, one])).values()];
}

/** Seconds of both user and system; a process that has begun meanwhile counts from its beginning. */
export function cpuSince(before: readonly Process[], now: readonly Process[]): number {
  const known = new Map(before.map(({ pid, cpuSeconds }) => [pid, cpuSeconds]));
  return now.reduce((sum, { pid, cpuSeconds }) => sum + cpuSeconds - (known.get(pid) ?? 0), 0);
}

export function memoryOf(processes: readonly Process[]): MemoryMib {
  const sizes = processes.map(({ pid, type }) => ({ type, mib: pssMib(pid) }));
  const sum = (some: typeof sizes): number => some.reduce((total, { mib }) => total + mib, 0);
  return { pages: sum(sizes.filter(({ type }) => type === 'renderer')), all: sum(sizes) };
}

function readProcess(pid: number, profile: string): (Process & { readonly isOfProfile: boolean })[] {
  const stat = contentOf(`/proc/${pid}/stat`);
  if (stat === undefined) return [];
  const command = contentOf(`/proc/${pid}/cmdline`) ?? '';
  // After the name, which may hold anything: field 3 is the state, 4 the parent, 14 and 15 the times.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return [{
    pid, parent: Number(fields[1]), cpuSeconds: (Number(fields[11]) + Number(fields[12])) / TICKS,
    type: /--type=([\w-]+)/.exec(command)?.[1] ?? '', isOfProfile: command.includes(profile),
  }];
}

function pssMib(pid: number): number {
  const kib = /^Pss:\s+(\d+) kB$/m.exec(contentOf(`/proc/${pid}/smaps_rollup`) ?? '')?.[1];
  return Number(kib ?? 0) / 1024;
}

/** Undefined for a process that has ended. */
function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
