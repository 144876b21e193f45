import { describe, expect, it } from 'vitest';
import { ManualClock, settle } from '../../../../engine/src/base/testing/manual-clock.ts';
import { Scope } from '../../../../engine/src/base/scope.ts';
import { AGAIN_MS, KeepAwake, type ScreenLock } from './keep-awake.ts';

class FakeLock extends EventTarget implements ScreenLock {
  released = false;
  async release(): Promise<void> {
    this.takenBack();
  }

  takenBack(): void {
    this.released = true;
    this.dispatchEvent(new Event('release'));
  }
}

/** A system with one screen, and a page that is seen or hidden. */
class FakeScreen extends EventTarget {
  visibilityState: DocumentVisibilityState = 'visible';
  readonly given: FakeLock[] = [];
  asked = 0;
  isRefusing = false;

  async request(): Promise<ScreenLock> {
    this.asked++;
    await settle();
    if (this.isRefusing) throw new DOMException('the battery is low', 'NotAllowedError');
    const lock = new FakeLock();
    this.given.push(lock);
    return lock;
  }

  /** How many hold the screen on at present. */
  get held(): number {
    return this.given.filter(({ released }) => !released).length;
  }

  /** As the system does it: a hidden page loses what it holds. */
  async turns(state: DocumentVisibilityState): Promise<void> {
    this.visibilityState = state;
    if (state === 'hidden') for (const lock of this.given) lock.takenBack();
    this.dispatchEvent(new Event('visibilitychange'));
    await settle();
    await settle();
  }
}

async function settled(): Promise<void> {
  await settle();
  await settle();
}

function begin(): { clock: ManualClock; scope: Scope; screen: FakeScreen; awake: KeepAwake } {
  const clock = new ManualClock();
  const scope = new Scope();
  const screen = new FakeScreen();
  return { clock, scope, screen, awake: new KeepAwake(scope, screen, screen, clock) };
}

describe('the screen', () => {
  it('is kept on from when that is wanted until it isn’t, by one lock', async () => {
    const { screen, awake } = begin();
    await screen.turns('visible');
    expect(screen.held).toBe(0);
    awake.want(true);
    awake.want(true);
    await settled();
    await screen.turns('visible');
    expect([screen.held, screen.asked]).toEqual([1, 1]);
    awake.want(false);
    expect(screen.held).toBe(0);
  });

  it('is kept on again when alice looks at the page that she had hidden', async () => {
    const { screen, awake } = begin();
    awake.want(true);
    await settled();
    await screen.turns('hidden');
    expect(screen.held).toBe(0);
    await screen.turns('visible');
    expect(screen.held).toBe(1);
  });

  it('is not asked for by a hidden page, which would be refused', async () => {
    const { screen, awake } = begin();
    await screen.turns('hidden');
    awake.want(true);
    await settled();
    expect(screen.asked).toBe(0);
    await screen.turns('visible');
    expect(screen.held).toBe(1);
  });

  it('may be refused, and is asked for again when the page is next looked at', async () => {
    const { screen, awake } = begin();
    screen.isRefusing = true;
    awake.want(true);
    await settled();
    expect(screen.held).toBe(0);
    screen.isRefusing = false;
    await screen.turns('visible');
    expect(screen.held).toBe(1);
  });

  it('that the system takes while alice looks is asked for again, once in a while', async () => {
    const { clock, screen, awake } = begin();
    awake.want(true);
    await clock.advance(AGAIN_MS);
    screen.given.at(-1)?.takenBack();
    await clock.advance(0);
    expect([screen.held, screen.asked]).toEqual([1, 2]);
    screen.given.at(-1)?.takenBack();
    await clock.advance(AGAIN_MS - 1);
    expect([screen.held, screen.asked]).toEqual([0, 2]);
    await clock.advance(1);
    expect([screen.held, screen.asked]).toEqual([1, 3]);
  });

  it('is not asked for again once the call is over, or the page hidden', async () => {
    for (const end of ['hung up', 'hidden', 'ended'] as const) {
      const { clock, scope, screen, awake } = begin();
      awake.want(true);
      await settled();
      screen.given.at(-1)?.takenBack();
      if (end === 'hung up') awake.want(false);
      else if (end === 'ended') scope.end();
      else await screen.turns('hidden');
      await clock.advance(AGAIN_MS);
      expect([screen.asked, clock.pending], end).toEqual([1, 0]);
    }
  });

  it('is let go when the call ends while the system is still being asked', async () => {
    for (const end of ['not wanted any more', 'the scope ends']) {
      const { scope, screen, awake } = begin();
      awake.want(true);
      if (end === 'the scope ends') scope.end();
      else awake.want(false);
      await settled();
      expect([screen.asked, screen.held], end).toEqual([1, 0]);
    }
  });

  it('is let go with the scope, which keeps nothing', async () => {
    const { scope, screen, awake } = begin();
    awake.want(true);
    await settled();
    scope.end();
    expect([screen.held, scope.size]).toEqual([0, 0]);
    await screen.turns('visible');
    expect(screen.asked).toBe(1);
  });

  it('is the system’s alone in a browser that knows no lock', async () => {
    const scope = new Scope();
    const page = new FakeScreen();
    const awake = new KeepAwake(scope, undefined, page);
    awake.want(true);
    await page.turns('visible');
    awake.want(false);
    scope.end();
    expect(page.asked).toBe(0);
  });
});
