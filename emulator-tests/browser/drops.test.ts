/** A file that a person drops too early: the browser would open it, in the place of the call. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Participant } from '../participants/participant.ts';
import { test } from './fixtures/call-test.ts';

/** As the system hands it to the browser, and not as an event of a script. */
async function dropsFile({ page, context }: Participant, path: string): Promise<void> {
  const session = await context.newCDPSession(page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) await session.send('Input.dispatchDragEvent', { type, x: 320, y: 240, data });
  await session.detach();
}

test('alice drops a file while she waits, and bob one in the lobby: both keep their page, and meet; in the call it is sent', async ({ cast, onTestFinished }) => {
  const folder = await mkdtemp(join(tmpdir(), 'firelink-drops-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'dropped.txt');
  await writeFile(file, 'dropped');
  const [alice, bob] = [await cast.alice(), await cast.bob()];
  const link = await alice.startsCall();
  await dropsFile(alice, file);
  await bob.opensLink(link);
  await bob.isAtTheDoor();
  await dropsFile(bob, file);
  await bob.joins();
  await Promise.all([alice.isInCall(), bob.isInCall()]);
  await alice.page.getByRole('button', { name: /^Open chat/ }).waitFor();
  await dropsFile(alice, file);
  await alice.button('Cancel dropped.txt').waitFor();
  expect(alice.page.url()).toBe(link);
});
