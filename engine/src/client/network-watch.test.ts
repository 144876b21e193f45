import { expect, it } from 'vitest';
import { ManualClock } from '../base/testing/manual-clock.ts';
import { NetworkWatch, type NetworkEvent } from './network-watch.ts';

function setUp() {
  const [clock, target] = [new ManualClock(), new EventTarget()];
  const watch = new NetworkWatch(clock, target, () => {});
  const observed = (): { readonly seen: NetworkEvent[]; readonly stop: () => void } => {
    const seen: NetworkEvent[] = [];
    return { seen, stop: watch.observe((event) => seen.push(event)) };
  };
  return { clock, target, observed };
}

it('is watched by the browser\'s events, and by gaps in time that are a sleep', async () => {
  const { clock, target, observed } = setUp();
  const { seen, stop } = observed();
  target.dispatchEvent(new Event('offline'));
  target.dispatchEvent(new Event('online'));
  await clock.advance(600_000);
  expect(seen).toEqual(['lost', 'changed']);
  clock.sleep(600_000);
  await clock.advance(20_000);
  expect(seen).toEqual(['lost', 'changed', 'changed']);
  stop();
  expect(clock.pending).toBe(0);
});

it('two calls are told of the same network; one that has ended is told nothing more, and the other goes on hearing', async () => {
  const { clock, target, observed } = setUp();
  const [first, second] = [observed(), observed()];
  target.dispatchEvent(new Event('offline'));
  first.stop();
  first.stop();
  target.dispatchEvent(new Event('online'));
  expect([first.seen, second.seen]).toEqual([['lost'], ['lost', 'changed']]);
  expect(clock.pending).toBe(1);
  second.stop();
  target.dispatchEvent(new Event('online'));
  expect([second.seen.length, clock.pending]).toEqual([2, 0]);
});
