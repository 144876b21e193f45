import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

const RACERS = 3;
const FIRST = 20_000;
const PORTS = 60;

let folder: string;
let children: ChildProcess[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'firelink-ports-test-'));
  children = [];
});

afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

test('processes that look for ports at the same time never share one, whatever a killed one left behind', async () => {
  const program = join(folder, 'choose.mjs');
  writeFileSync(
    program,
    `import { freePort } from ${JSON.stringify(pathToFileURL(join(import.meta.dirname, 'ports.ts')).href)};
     process.on('message', async () => {
       const ports = [];
       for (let n = 0; n < ${PORTS}; n += 1) ports.push(await freePort(${FIRST} + n, ${JSON.stringify(join(folder, 'ports'))}));
       process.send(ports);
     });
     process.send('ready');`,
  );
  const killed = await start(program);
  await ask(killed);
  killed.kill('SIGKILL');
  const racers = await Promise.all(Array.from({ length: RACERS }, () => start(program)));

  const chosen = (await Promise.all(racers.map(ask))).flat();

  expect(chosen).toHaveLength(RACERS * PORTS);
  expect(new Set(chosen).size).toBe(chosen.length);
});

function start(program: string): Promise<ChildProcess> {
  const child = fork(program);
  children.push(child);
  return new Promise((resolve) => child.once('message', () => resolve(child)));
}

function ask(child: ChildProcess): Promise<number[]> {
  child.send('choose');
  return new Promise((resolve) => child.once('message', (ports) => resolve(ports as number[])));
}
