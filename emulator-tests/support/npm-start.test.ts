import { globSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ROOT } from '../../scripts/machine/paths.ts';
import { awaitNone, processesWith } from './marked-processes.ts';
import { MARK, npmStart, toGroup } from './npm-start.ts';

/** A company's: it would answer for nothing that is on this machine, and here for nothing at all. */
const PROXY = 'http://127.0.0.1:9';
const BEHIND_A_PROXY = {
  ...Object.fromEntries(['http_proxy', 'https_proxy', 'all_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY'].map((name) => [name, PROXY])),
  // The lower case counts before the upper one.
  NO_PROXY: '', no_proxy: 'corp.example', NODE_USE_ENV_PROXY: '1',
};

test('npm start behind a proxy prints one address that answers with the app and its configuration; Ctrl-C then leaves nothing', async () => {
  const run = npmStart(BEHIND_A_PROXY);
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
