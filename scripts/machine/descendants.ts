import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

interface Row {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
}

/** The process groups below a process: firebase-tools gives Java one of its own, which killing the CLI leaves alone. */
export function groupsBelow(pid: number): Set<number> {
  const rows = process.platform === 'linux' ? readProc() : readPs();
  const groups = new Set<number>();
  const parents = [pid];
  for (let parent = parents.pop(); parent !== undefined; parent = parents.pop()) {
    for (const row of rows) {
      if (row.parent !== parent) continue;
      groups.add(row.group);
      parents.push(row.pid);
    }
  }
  return groups;
}

/** Straight from /proc (proc(5)): a small Debian has no ps. */
function readProc(): Row[] {
  const rows: Row[] = [];
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      // The second field is the program's name in parentheses, and may hold anything.
      const [, parent, group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      rows.push({ pid: Number(name), parent: Number(parent), group: Number(group) });
    } catch {
      // It ended meanwhile.
    }
  }
  return rows;
}

function readPs(): Row[] {
  const lines = execFileSync('ps', ['-axo', 'pid=,ppid=,pgid='], { encoding: 'utf8' }).split('\n');
  return lines.map((line) => {
    const [pid, parent, group] = line.trim().split(/\s+/).map(Number);
    return { pid: pid ?? 0, parent: parent ?? 0, group: group ?? 0 };
  });
}
