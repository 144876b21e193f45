/** However `npm start` ends, nothing of it is left. */
import { expect, test } from 'vitest';
import { awaitNone, processesWith } from '../../support/marked-processes.ts';
import { MARK, npmStart, toGroup } from '../../support/npm-start.ts';

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
  expect(await awaitNone(MARK, run.mark)).toEqual([]);
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
