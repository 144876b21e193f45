import { globSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ROOT } from '../../scripts/machine/paths.ts';
import { awaitNone, processesWith } from './marked-processes.ts';
import { MARK, npmStart, toGroup } from './npm-start.ts';

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
