import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { delay, systemClock, within } from './clock.ts';
import { ManualClock, settle } from './testing/manual-clock.ts';

describe('the system clock', () => {
  beforeEach(() => { vi.useFakeTimers(); });
  afterEach(() => { vi.useRealTimers(); });

  it('tells the time, runs once, and can be called off', () => {
    const ran: string[] = [];
    systemClock.after(10, () => ran.push('kept'));
    const cancel = systemClock.after(10, () => ran.push('called off'));
    cancel();
    vi.advanceTimersByTime(30);
    cancel();
    expect([ran, systemClock.now()]).toEqual([['kept'], Date.now()]);
  });

  it('never takes a long delay for none', () => {
    let hasRun = false;
    systemClock.after(2 ** 31, () => { hasRun = true; });
    vi.advanceTimersByTime(60_000);
    expect(hasRun).toBe(false);
    vi.clearAllTimers();
  });
});

describe('the manual clock', () => {
  it('runs what falls due in order, those of one time as they were set', async () => {
    const clock = new ManualClock(0);
    const ran: unknown[] = [];
    for (const [name, ms] of [['c', 20], ['a', 10], ['b', 10], ['never', 31], ['now', -5]] as const) clock.after(ms, () => ran.push([name, clock.now()]));
    await clock.advance(30);
    expect([ran, clock.now(), clock.pending]).toEqual([[['now', 0], ['a', 10], ['b', 10], ['c', 20]], 30, 1]);
  });

  it('runs what a timer sets within the same span', async () => {
    const clock = new ManualClock(0);
    const ran: number[] = [];
    clock.after(10, () => clock.after(10, () => ran.push(clock.now())));
    await clock.advance(25);
    expect(ran).toEqual([20]);
  });

  it('lets promises settle before the first timer, between timers and after the last', async () => {
    const clock = new ManualClock(0);
    const ran: number[] = [];
    void settle().then(() => clock.after(5, () => ran.push(clock.now())));
    clock.after(10, () => void Promise.resolve().then(() => clock.after(0, () => ran.push(clock.now()))));
    await clock.advance(10);
    expect(ran).toEqual([5, 10]);
  });

  it('forgets what was called off', async () => {
    const clock = new ManualClock();
    const cancel = clock.after(1, () => { throw new Error('called off, yet run'); });
    cancel();
    await clock.advance(10);
    cancel();
    expect(clock.pending).toBe(0);
  });
});

describe('a limit in time', () => {
  it('gives what comes first, the work or the limit', async () => {
    const clock = new ManualClock();
    const quick = within(clock, 10, delay(clock, 9).then(() => 'done'), () => 'late');
    const slow = within(clock, 10, delay(clock, 11).then(() => 'done'), () => 'late');
    await clock.advance(20);
    expect([await quick, await slow, clock.pending]).toEqual(['done', 'late', 0]);
  });

  it('rejects as the work does, or as the limit says', async () => {
    const clock = new ManualClock();
    const failing = within(clock, 10, Promise.reject(new Error('broken')), () => 'late');
    await expect(failing).rejects.toThrow('broken');
    const late = within(clock, 10, new Promise(() => {}), () => { throw new Error('too late'); });
    await Promise.all([expect(late).rejects.toThrow('too late'), clock.advance(10)]);
    expect(clock.pending).toBe(0);
  });
});
