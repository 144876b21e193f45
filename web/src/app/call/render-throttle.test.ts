import { expect, it } from 'vitest';
import { ManualClock } from '../../../../engine/src/base/testing/manual-clock.ts';
import { RenderThrottle } from './render-throttle.ts';

function setUp() {
  const clock = new ManualClock();
  let drawn = 0;
  const throttle = new RenderThrottle(clock, () => drawn++);
  return { clock, follow: (...phases: readonly Parameters<RenderThrottle['follow']>[0][]) => phases.forEach((phase) => throttle.follow(phase)), drawn: () => drawn };
}

it('every change is drawn at once, except while a connection is being made: a moment later, all together', async () => {
  const { clock, follow, drawn } = setUp();
  follow('answering', 'answering');
  expect(drawn()).toBe(2);
  follow('connecting', 'connecting');
  expect(drawn()).toBe(2);
  await clock.advance(100);
  expect(drawn()).toBe(3);
  follow('connecting');
  expect(drawn()).toBe(4);
});

it('what is connected sooner is drawn at once, and only once', async () => {
  const { clock, follow, drawn } = setUp();
  follow('ringing', 'connecting', 'connected');
  expect(drawn()).toBe(2);
  await clock.advance(1_000);
  expect([drawn(), clock.pending]).toEqual([2, 0]);
});
