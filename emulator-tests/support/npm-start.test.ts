import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { globSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { ROOT } from '../../scripts/machine/paths.ts';
import { awaitNone, processesWith } from './marked-processes.ts';

const MARK = 'FIRELINK_TEST_MARK';

interface Run {
  readonly mark: string;
  readonly child: ChildProcess;
  /** Resolves to all output so far once it matches. */
  printed(pattern: RegExp): Promise<string>;
  readonly ended: Promise<number | null>;
}

/** `npm start` in a process group of its own, as a terminal gives it one, from another folder and without a home. */
function npmStart(): Run {
  const mark = randomUUID();
  const child = spawn('npm', ['--prefix', ROOT, 'start', '--silent'], {
    cwd: tmpdir(),
    env: { ...process.env, [MARK]: mark, HOME: '' },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const waiting = new Set<() => void>();
  const take = (chunk: Buffer): void => {
    output += chunk.toString();
    for (const look of waiting) look();
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => resolve(code));
  });
  const printed = (pattern: RegExp): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (pattern.test(output)) resolve(output);
      };
      waiting.add(look);
      look();
      void ended.then(() => reject(new Error(`ended without printing ${pattern}: ${output}`)));
    });
  return { mark, child, printed, ended };
}

/** What Ctrl-C in a terminal does: a signal to every process of the group in front. */
function toGroup({ child }: Run, signal: NodeJS.Signals): void {
  process.kill(-(child.pid ?? 0), signal);
}

test('npm start prints one address that answers with the app and its configuration; Ctrl-C then leaves nothing', async () => {
  const run = npmStart();
  const output = await run.printed(/Open http:\S+[\s\S]*Ctrl-C/);
  const url = /Open (http:\S+)/.exec(output)?.[1] ?? '';
  expect(await (await fetch(`${url}c/any-call`)).text()).toContain('<firelink-app>');
  const init = (await (await fetch(`${url}__/firebase/init.json`)).json()) as { projectId: string };
  expect(init.projectId).toMatch(/^demo-firelink-/);
  expect(processesWith(MARK, run.mark).filter((line) => /java|vite|firebase/.test(line)).length).toBeGreaterThan(2);

  toGroup(run, 'SIGINT');
  await run.ended;
  expect(await awaitNone(MARK, run.mark)).toEqual([]);
  const leftovers = globSync('{firebase.run-*.json,functions/dist-run-*}', { cwd: ROOT });
  expect(leftovers.filter((path) => output.includes(/run-\d+/.exec(path)?.[0] ?? 'none'))).toEqual([]);
});

test('Ctrl-C while the emulators are starting, pressed twice, leaves nothing and prints no error', async () => {
  const run = npmStart();
  await run.printed(/Starting/);
  // Java is the last to come and the easiest to forget.
  while (!processesWith(MARK, run.mark).some((line) => line.includes('.jar'))) {
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
  toGroup(run, 'SIGINT');
  await run.printed(/Stopping/);
  toGroup(run, 'SIGINT');
  await run.ended;
  expect(await run.printed(/Stopping/).catch(String)).not.toMatch(/Error|ended while/);
  expect(await awaitNone(MARK, run.mark)).toEqual([]);
});

test('SIGTERM to npm alone, as a service manager sends it, leaves nothing', async () => {
  const run = npmStart();
  await run.printed(/Ctrl-C/);
  run.child.kill('SIGTERM');
  await run.ended;
  expect(await awaitNone(MARK, run.mark, 20_000)).toEqual([]);
});

test.each([
  ['the program that started them', 'scripts/start.ts'],
  ['npm’s own child', 'scripts/bootstrap.mjs start'],
])('not even kill -9 of %s leaves a server behind', async (_what, ending) => {
  const run = npmStart();
  await run.printed(/Ctrl-C/);
  const starter = processesWith(MARK, run.mark).find((line) => line.includes('node') && line.endsWith(ending));
  process.kill(Number(starter?.split(' ')[0]), 'SIGKILL');
  await run.ended;
  expect(await awaitNone(MARK, run.mark)).toEqual([]);
});
