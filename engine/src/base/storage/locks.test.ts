import { describe, expect, it } from 'vitest';
import { ManualClock } from '../testing/manual-clock.ts';
import { createLocks } from './locks.ts';
import { LateLocks } from './testing/late-locks.ts';

type Request = (name: string, options: LockOptions, onGranted: LockGrantedCallback<unknown>) => Promise<unknown>;

/** A lock manager whose `request` does this. */
const managerThat = (request: Request): Pick<LockManager, 'request'> => ({ request }) as Pick<LockManager, 'request'>;

const forbid = (): never => {
  throw new DOMException('The operation is insecure.', 'SecurityError');
};

/** Ways in which browsers give no lock at all. */
const GIVING_NONE: readonly (readonly [string, () => Pick<LockManager, 'request'> | undefined])[] = [
  ['has no locks', () => undefined],
  ['forbids every access', forbid],
  ['throws when it is asked', () => managerThat(forbid)],
  ['refuses them', () => managerThat(() => Promise.reject(new DOMException('denied', 'SecurityError')))],
  ['fails with whatever', () => managerThat(() => Promise.reject(new Error('no more processes')))],
  ['is done at once, having granted nothing', () => managerThat(() => Promise.resolve())],
  ['never answers', () => managerThat(() => new Promise(() => {}))],
];

describe('a lock', () => {
  it('is held by one page until it lets go, and by the next one from then on', async () => {
    const clock = new ManualClock();
    const locks = createLocks(() => navigator.locks, clock);
    const first = locks.want('one-page', 250);
    expect(await first.outcome).toBe('held');
    const second = locks.want('one-page', 1_500);
    first.letGo();
    expect(await second.outcome).toBe('held');
    second.letGo();
    expect(clock.pending).toBe(0);
  });

  it('that another page holds is waited for as long as it is said, and no longer', async () => {
    const clock = new ManualClock();
    const locks = createLocks(() => navigator.locks, clock);
    const first = locks.want('taken', 250);
    await first.outcome;
    const second = locks.want('taken', 250);
    await clock.advance(250);
    expect(await second.outcome).toBe('taken');
    first.letGo();
    const third = locks.want('taken', 250);
    expect(await third.outcome).toBe('held');
    third.letGo();
    expect(clock.pending).toBe(0);
  });

  it.each(GIVING_NONE)('in a browser that %s: unavailable, within the wait and half a second', async (_how, reach) => {
    const clock = new ManualClock();
    const lock = createLocks(reach, clock).want('none', 1_500);
    await clock.advance(2_000);
    expect(await lock.outcome).toBe('unavailable');
    expect(clock.pending).toBe(0);
    lock.letGo();
  });

  it('that is no longer wanted is let go at once when it is granted', async () => {
    const clock = new ManualClock();
    const late = new LateLocks();
    const lock = createLocks(() => late, clock).want('late', 1_500);
    lock.letGo();
    expect(await lock.outcome).toBe('let-go');
    late.answer();
    await clock.advance(0);
    expect([late.held, clock.pending]).toEqual([[], 0]);
  });

  it('that is granted after the page stopped waiting is held all the same, until it is let go', async () => {
    const clock = new ManualClock();
    const late = new LateLocks();
    const lock = createLocks(() => late, clock).want('late', 250);
    await clock.advance(750);
    expect(await lock.outcome).toBe('unavailable');
    late.answer();
    await clock.advance(0);
    expect(late.held).toEqual(['late']);
    lock.letGo();
    await clock.advance(0);
    expect(late.held).toEqual([]);
  });

  it('that another page takes over is lost to it at once, and the page that held it is told, once', async () => {
    const clock = new ManualClock();
    const locks = createLocks(() => navigator.locks, clock);
    let lost = 0;
    const first = locks.want('taken-over', 250, { takesOver: false, onTakenOver: () => lost++ });
    await first.outcome;
    const second = locks.want('taken-over', 250, { takesOver: true, onTakenOver: () => lost++ });
    expect(await second.outcome).toBe('held');
    await expect.poll(() => lost).toBe(1);
    first.letGo();
    const third = locks.want('taken-over', 250);
    await clock.advance(250);
    expect(await third.outcome).toBe('taken');
    second.letGo();
    expect([lost, clock.pending]).toEqual([1, 0]);
  });
});
