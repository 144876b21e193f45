/** A network that may have changed while the path still carries: what the two do about it costs no write. */
import { expect } from 'vitest';
import { test } from './fixtures/call-test.ts';
import { ALICE, BOB } from '../participants/cast.ts';
import { call, type Participant } from '../participants/participant.ts';
import { expectPicture } from '../participants/seen-and-heard.ts';

/** The page's connections, kept where the test can ask them. */
async function keepConnections({ page }: Participant): Promise<void> {
  await page.addInitScript(() => {
    const kept: RTCPeerConnection[] = [];
    Object.assign(globalThis, {
      connections: kept,
      RTCPeerConnection: class extends RTCPeerConnection {
        constructor(configuration?: RTCConfiguration) {
          super(configuration);
          kept.push(this);
        }
      },
    });
  });
}

/** The ICE credentials of the connections that are open, each side's own. */
function credentials({ page }: Participant): Promise<readonly string[]> {
  return page.evaluate(() => {
    const { connections } = globalThis as unknown as { readonly connections: readonly RTCPeerConnection[] };
    return connections
      .filter(({ connectionState }) => connectionState === 'connected')
      .map(({ currentLocalDescription }) => /a=ice-ufrag:(.+)/.exec(currentLocalDescription?.sdp ?? '')?.[1] ?? '');
  });
}

/** Every address is known, so that no candidate comes later. */
function hasGathered({ page }: Participant): Promise<boolean> {
  return page.evaluate(() => {
    const { connections } = globalThis as unknown as { readonly connections: readonly RTCPeerConnection[] };
    return connections.every(({ iceGatheringState }) => iceGatheringState === 'complete');
  });
}

/** Whatever has still to be written of the beginning is, once nothing was for a second. */
async function quiet(commits: string[]): Promise<void> {
  do {
    commits.length = 0;
    await new Promise((resolve) => {
      setTimeout(resolve, 1_000);
    });
  } while (commits.length > 0);
}

test.for(['alice', 'bob'] as const)('%s\'s network may have changed: ICE is restarted over the data channel, nothing is written, and the picture goes on', async (who, { cast }) => {
  const people = { alice: await cast.alice(), bob: await cast.bob() };
  const everybody = Object.values(people);
  await Promise.all(everybody.map(keepConnections));
  await call(people.alice, people.bob);
  const before = await Promise.all(everybody.map(credentials));
  expect(before.map(({ length }) => length)).toEqual([1, 1]);
  const commits: string[] = [];
  for (const { page } of everybody) page.on('request', (request) => request.url().includes(':commit') && commits.push(request.url()));
  await expect.poll(() => Promise.all(everybody.map(hasGathered))).toEqual([true, true]);
  await quiet(commits);
  await people[who].page.evaluate(() => globalThis.dispatchEvent(new Event('online')));
  const isRestarted = async (): Promise<boolean> => {
    const now = await Promise.all(everybody.map(credentials));
    return now.every((own, side) => own.length === 1 && own[0] !== before[side]?.[0]);
  };
  await expect.poll(isRestarted).toBe(true);
  await Promise.all([expectPicture(people.alice, 'Remote video', BOB), expectPicture(people.bob, 'Remote video', ALICE)]);
  expect(commits).toEqual([]);
  await Promise.all(everybody.map((one) => one.isInCall()));
});
