import { beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from './clock.ts';
import { ServerClock } from './server-clock.ts';

const SECOND_MS = 1000;
const HOUR_MS = 3600 * SECOND_MS;
const DAY_MS = 24 * HOUR_MS;
const NOON_MS = Date.UTC(2030, 0, 1, 12);

describe("the server's clock, as a machine knows it", () => {
  /** The server's true time, and what this machine's two clocks show. */
  let [trueMs, wallMs, elapsedMs] = [0, 0, 0];
  let clock: ServerClock;
  let moves: number;

  const machine: Clock = { now: () => wallMs, elapsed: () => elapsedMs, after: () => () => {} };
  const passes = (ms: number): void => {
    [trueMs, wallMs, elapsedMs] = [trueMs + ms, wallMs + ms, elapsedMs + ms];
  };
  const sleeps = (ms: number): void => {
    [trueMs, wallMs] = [trueMs + ms, wallMs + ms];
  };
  const asks = (thereMs = 100, backMs = 100): void => {
    const asked = clock.moment();
    passes(thereMs);
    const toldMs = trueMs;
    passes(backMs);
    clock.learn(toldMs, asked);
  };
  const errorMs = (): number => clock.now() - trueMs;
  const start = (wrongByMs: number): void => {
    [trueMs, wallMs, elapsedMs, moves] = [NOON_MS, NOON_MS + wrongByMs, 5 * SECOND_MS, 0];
    clock = new ServerClock(machine);
    clock.observe(() => moves++);
  };

  beforeEach(() => start(0));

  it.each([['right', 0], ['a day fast', DAY_MS], ['a day slow', -DAY_MS], ['years slow', -4000 * DAY_MS]])(
    'is guessed by a machine whose own is %s, and known from the first answer on', (_, wrongByMs) => {
      start(wrongByMs);
      expect([clock.isSure, errorMs()]).toEqual([false, wrongByMs]);
      asks();
      expect([clock.isSure, Math.abs(errorMs()) <= 100]).toEqual([true, true]);
      passes(20 * HOUR_MS);
      expect([clock.isSure, Math.abs(errorMs()) <= 100]).toEqual([true, true]);
    },
  );

  it('is known to within a round trip, the shortest of those that there were', () => {
    start(HOUR_MS);
    asks(0, 8 * SECOND_MS);
    expect(Math.abs(errorMs())).toBeLessThanOrEqual(8 * SECOND_MS);
    asks(20, 30);
    expect(Math.abs(errorMs())).toBeLessThanOrEqual(30);
    // A slow answer says nothing against what is known already.
    asks(4 * SECOND_MS, 4 * SECOND_MS);
    expect(Math.abs(errorMs())).toBeLessThanOrEqual(30);
  });

  it.each([['back', -DAY_MS], ['back', -2 * HOUR_MS]])('goes on where the machine’s own is set %s by %d ms, and is asked for again', (_, byMs) => {
    asks();
    wallMs += byMs;
    passes(SECOND_MS);
    expect([clock.isSure, Math.abs(errorMs()) <= 100]).toEqual([false, true]);
    asks();
    expect([clock.isSure, Math.abs(errorMs()) <= 100]).toEqual([true, true]);
  });

  it('is in doubt where the machine’s own is set forward, until an answer has told', () => {
    asks();
    wallMs += DAY_MS;
    expect(clock.isSure).toBe(false);
    asks();
    expect([clock.isSure, Math.abs(errorMs()) <= 100]).toEqual([true, true]);
  });

  it('goes on while the machine sleeps, though the other clock stood still', () => {
    start(-DAY_MS);
    asks();
    sleeps(8 * HOUR_MS);
    expect([Math.abs(errorMs()) <= 100, clock.isSure]).toEqual([true, false]);
  });

  it('learns nothing of an answer that waited while the machine slept or was set', () => {
    start(DAY_MS);
    const asked = clock.moment();
    const toldMs = trueMs;
    sleeps(8 * HOUR_MS);
    clock.learn(toldMs, asked);
    expect(clock.isSure).toBe(false);
    clock.learn(Number.NaN, clock.moment());
    expect(clock.isSure).toBe(false);
  });

  it('tells who observes it when it has moved by more than a minute, and then only', () => {
    start(DAY_MS);
    asks();
    asks();
    expect(moves).toBe(1);
    wallMs += DAY_MS;
    asks();
    expect(moves).toBe(2);
  });
});
