/**
 * Outlives its parent by a moment: kills what the parent started, however the parent ended (SIGKILL included).
 *
 * Lines on stdin: `+pgid` and `-pgid` add and drop a process group, `+/path` and `-/path` a file to delete. The end of
 * stdin is the end of the parent.
 */
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';

const groups = new Set<string>();
const files = new Set<string>();

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);

for await (const line of createInterface({ input: process.stdin })) {
  const subject = line.slice(1);
  const set = subject.startsWith('/') ? files : groups;
  if (line.startsWith('+')) set.add(subject);
  else set.delete(subject);
}

for (const pgid of groups) {
  try {
    process.kill(-Number(pgid), 'SIGKILL');
  } catch {
    // Gone already.
  }
}
for (const file of files) rmSync(file, { force: true, recursive: true });
