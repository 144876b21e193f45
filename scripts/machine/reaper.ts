/**
 * Outlives its parent by a moment: kills what the parent started, however the parent ended (SIGKILL included).
 *
 * Lines on stdin: `+pgid` and `-pgid` add and drop a process group, `+/path` and `-/path` a file to delete,
 * `+netns:name` and `-netns:name` a network namespace to end. The end of stdin is the end of the parent.
 */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';

const groups = new Set<string>();
const files = new Set<string>();
const namespaces = new Set<string>();

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);

for await (const line of createInterface({ input: process.stdin })) {
  const subject = line.slice(1);
  const set = subject.startsWith('/') ? files : subject.startsWith('netns:') ? namespaces : groups;
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
for (const namespace of namespaces) {
  const name = namespace.slice('netns:'.length);
  const { stdout } = spawnSync('ip', ['netns', 'pids', name], { encoding: 'utf8' });
  for (const pid of stdout.split('\n').filter(Boolean)) {
    try {
      process.kill(Number(pid), 'SIGKILL');
    } catch {
      // Gone already.
    }
  }
  spawnSync('ip', ['netns', 'delete', name]);
}
for (const file of files) rmSync(file, { force: true, recursive: true });
