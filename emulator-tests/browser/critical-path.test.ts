/** From the click on Join until both are connected: one write, and nothing that is asked and waited for. */
import { expect } from 'vitest';
import { clockTime, storyOf } from '../network/calls/connection-story.ts';
import { recordConnections } from '../network/calls/connections.ts';
import { type Exchange, type RecordingProxy, startRecordingProxy } from '../support/proxy/recording.ts';
import { test as callTest } from './fixtures/call-test.ts';
import type { Participant } from '../participants/participant.ts';
import { throughPort } from './wire-meter/through.ts';

const test = callTest.extend('wires', async ({ stack: { ports } }, { onCleanup }) => {
  const [alice, bob] = [await startRecordingProxy(ports.firestore), await startRecordingProxy(ports.firestore)];
  onCleanup(async () => {
    await Promise.all([alice.close(), bob.close()]);
  });
  return { alice, bob };
});

test('bob, whose lobby is ready, joins: he sends one commit, and neither page reads', async ({ cast, wires }) => {
  const alice = await throughPort(await cast.alice(), cast.stack, wires.alice.port);
  const bob = await throughPort(await cast.bob(), cast.stack, wires.bob.port);
  for (const { page } of [alice, bob]) await page.addInitScript(recordConnections);
  await bob.opensLink(await alice.startsCall());
  await bob.isAtTheDoor();
  // What the lobby does on its own has been done: a candidate found later than that goes in a commit of its own.
  await bob.page.waitForFunction(() => performance.getEntriesByName('firelink:offer-read').length > 0);
  await bob.page.waitForFunction(() => globalThis.window.labRecord?.connections.every(({ iceGatheringState }) => iceGatheringState === 'complete'));
  const warmed = (): boolean => wires.bob.exchanges().some((one) => isCommit(one) && writesOf(one) === 0 && one.status === 200);
  await expect.poll(warmed).toBe(true);
  const clickedAt = await bob.page.evaluate(() => performance.timeOrigin + performance.now());
  await bob.joins();
  await Promise.all([alice.isInCall(), bob.isInCall()]);
  const connectedAt = Math.max(...(await Promise.all([alice, bob].map(connectionTime))));
  const between = (wire: RecordingProxy): readonly Exchange[] => wire.exchanges().filter(({ at }) => at >= clickedAt && at <= connectedAt);
  const told = [`clicked ${clockTime(clickedAt)}, connected ${clockTime(connectedAt)}`, ...between(wires.bob).map(requestLine),
    ...(await Promise.all([alice, bob].map(storyOf)))].join('\n');
  expect(between(wires.bob).filter(isCommit).map(writesOf), `the answer, its candidates in it. ${told}`).toEqual([1]);
  expect(between(wires.alice).filter(isCommit), `alice writes nothing. ${told}`).toEqual([]);
  for (const wire of [wires.alice, wires.bob]) expect(between(wire).filter(asks).map(({ url }) => url.pathname), told).toEqual([]);
});

const isCommit = ({ method, url }: Exchange): boolean => method === 'POST' && url.pathname.endsWith(':commit');

function writesOf({ requestBody }: Exchange): number {
  return (JSON.parse(requestBody) as { readonly writes?: readonly unknown[] }).writes?.length ?? 0;
}

/** A read, or a question that begins with listening to something new. */
function asks({ method, url, requestBody }: Exchange): boolean {
  if (method !== 'POST') return false;
  return url.pathname.endsWith(':batchGet') || url.pathname.endsWith(':runQuery') || requestBody.includes('addTarget');
}

/** Which documents and fields it is about, and nothing of what stands in them. */
function requestLine({ at, method, url, status, requestBody }: Exchange): string {
  const about = [...requestBody.matchAll(/documents\/(calls\/[^"]*)"|"fieldPaths":(\[[^\]]*\])/g)].map(([, path, fields]) => path ?? fields);
  return `  ${clockTime(at)} bob: ${method} ${url.pathname} ${status}: ${about.join(' ')}`;
}

function connectionTime({ page }: Participant): Promise<number> {
  return page.evaluate(() => performance.timeOrigin + (performance.getEntriesByName('firelink:connected')[0]?.startTime ?? Number.NaN));
}
