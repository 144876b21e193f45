import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { LEASE_MS } from '#protocol/lifetimes.ts';
import { systemClock } from '../../engine/src/base/clock.ts';
import { createCallId } from '../../engine/src/signaling/link/call-link.ts';
import { commitAndSettle } from '../../engine/src/signaling/settle.ts';
import type { CallSeen } from '../../engine/src/signaling/signal-channel.ts';
import { describeSignalChannel } from '../../engine/src/signaling/testing/contract.ts';
import { claim, end, late, offer, open, remove } from '../../engine/src/signaling/testing/messages-of-a-call.ts';
import { createParticipants } from './firestore-participants.ts';

const pause = (ms: number): Promise<void> => new Promise((resolve) => {
  setTimeout(resolve, ms);
});

const { host, port, projectId } = inject('firestoreEmulator');
const participants = createParticipants(`http://${host}:${port}`, projectId);

beforeAll(() => participants.warmUp());
afterAll(() => participants.leave());

async function until(isSo: () => boolean): Promise<void> {
  await expect.poll(isSo, { interval: 10 }).toBe(true);
}

describeSignalChannel('the Firestore channel', async () => {
  return {
    channel: (callId, uid) => participants.join(callId, uid),
    now: () => Date.now(),
    until,
    // Ten times what a change takes to reach the other client here.
    calmDown: () => pause(300),
    stop: async () => {},
  };
});

it('never takes an empty cache for a call that is not there', async () => {
  const callId = createCallId();
  const [alice, dave] = [participants.join(callId, 'alice'), participants.join(callId, 'dave')];
  await alice.commit(open);
  await participants.setOnline('dave', false);
  const seen: CallSeen[] = [];
  dave.observeCall((one) => seen.push(one));
  await until(() => seen.length > 0);
  expect(seen[0]).toMatchObject({ kind: 'lost', error: { failure: 'unavailable' } });
  await participants.setOnline('dave', true);
  await until(() => seen.at(-1)?.kind === 'present');
  expect(seen.map(({ kind }) => kind)).not.toContain('missing');
  for (const channel of [alice, dave]) channel.close();
});

it('deletes the batches that it knows of together with their call', async () => {
  const callId = createCallId();
  const [alice, bob] = [participants.join(callId, 'alice'), participants.join(callId, 'bob')];
  await alice.commit(open);
  await bob.read();
  await bob.commit(claim(1));
  let known = 0;
  alice.observeBatches('callee', (batches) => { known = batches.length; });
  await until(() => known === 1);
  await alice.commit(late('caller', 1, 1));
  await alice.commit(end('caller'));
  expect(await alice.commit(remove)).toEqual({ kind: 'committed' });
  // A channel that opens the same id again finds no call.
  await bob.commit({ intent: 'open', offer: { round: 1, sealed: new Uint8Array(1151) } });
  let left: number | undefined;
  bob.observeBatches('caller', (batches) => { left = batches.length; });
  await until(() => left !== undefined);
  expect(left).toBe(0);
  for (const channel of [alice, bob]) channel.close();
});

it('sees candidates that came after it was refused a look at them', async () => {
  const callId = createCallId();
  const [alice, bob] = [participants.join(callId, 'alice'), participants.join(callId, 'bob')];
  let rounds: number[] = [];
  bob.observeBatches('caller', (batches) => { rounds = batches.map(({ round }) => round); });
  // The refusal is not reported: if it takes longer than this, the two come in another order, which is as good.
  await pause(300);
  await alice.commit(open);
  await until(() => rounds[0] === 1);
  await alice.commit(offer(2));
  await until(() => rounds[0] === 2);
  for (const channel of [alice, bob]) channel.close();
});

it.each([['three hours fast', 3], ['a day fast', 24], ['a day slow', -24]])('opens a call from a machine whose clock is %s, with a lease by the server’s', async (_, errorHours) => {
  const clock = { ...systemClock, now: () => Date.now() + errorHours * 3_600_000 };
  const alice = participants.join(createCallId(), 'alice', clock);
  expect(await commitAndSettle(alice, systemClock, open)).toEqual({ kind: 'landed' });
  const seen = await alice.read();
  const leftMs = (seen.kind === 'present' ? seen.call.expiresAt : 0) - Date.now();
  expect(Math.abs(leftMs - LEASE_MS)).toBeLessThan(60_000);
  alice.close();
});
