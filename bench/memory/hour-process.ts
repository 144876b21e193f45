/**
 * An hour of a call in virtual time, in a process of its own (`--expose-gc`): the session, its timers and looks as they
 * are, over fakes of what is below them. Prints the bytes of JavaScript's heap a minute into the call and an hour later.
 */
import { World } from '../../engine/src/call/testing/world.ts';

const MINUTE_MS = 60_000;

function heapBytes(): number {
  if (!globalThis.gc) throw new Error('start it with --expose-gc');
  globalThis.gc();
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}

const world = new World();
const { alice, bob } = await world.call();
await world.run(MINUTE_MS);
const before = heapBytes();
await world.run(60 * MINUTE_MS);
const after = heapBytes();
if (alice.phase !== 'connected' || bob.phase !== 'connected') throw new Error('the call did not last');
console.log(JSON.stringify({ before, after }));
