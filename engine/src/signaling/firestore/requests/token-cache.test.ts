import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../../base/testing/manual-clock.ts';
import { Scope } from '../../../base/scope.ts';
import { TokenCache, type Tokens } from './token-cache.ts';

const TOKEN_CHECK_MS = 5 * 60_000;

describe('tokens at hand', () => {
  it('are checked every five minutes, and the last are kept when none can be had', async () => {
    const [clock, scope] = [new ManualClock(), new Scope()];
    let asked = 0;
    const atHand = new TokenCache(scope, clock, async () => {
      if (++asked === 2) throw new Error('offline');
      return { idToken: `token ${asked}` };
    });
    expect(atHand.tokens).toBeUndefined();
    await clock.advance(0);
    expect(atHand.tokens).toEqual({ idToken: 'token 1' });
    await clock.advance(TOKEN_CHECK_MS);
    expect([asked, atHand.tokens]).toEqual([2, { idToken: 'token 1' }]);
    await clock.advance(TOKEN_CHECK_MS);
    expect(atHand.tokens).toEqual({ idToken: 'token 3' });
    scope.end();
    await clock.advance(12 * TOKEN_CHECK_MS);
    expect([asked, clock.pending]).toEqual([3, 0]);
  });

  it('are the newest, unless those take long or fail: then the last will do', async () => {
    const [clock, scope] = [new ManualClock(), new Scope()];
    let next: Promise<Tokens> = Promise.resolve({ idToken: 'one' });
    const atHand = new TokenCache(scope, clock, () => next);
    await clock.advance(0);
    next = Promise.resolve({ idToken: 'two' });
    expect(await atHand.fresh()).toEqual({ idToken: 'two' });
    next = Promise.reject(new Error('offline'));
    expect(await atHand.fresh()).toEqual({ idToken: 'two' });
    let arrive: (tokens: Tokens) => void = () => {};
    next = new Promise((resolve) => { arrive = resolve; });
    const waiting = atHand.fresh();
    await clock.advance(1000);
    expect(await waiting).toEqual({ idToken: 'two' });
    arrive({ idToken: 'three' });
    await clock.advance(0);
    expect(atHand.tokens).toEqual({ idToken: 'three' });
    scope.end();
    expect(clock.pending).toBe(0);
  });

  it('are others than those that were refused, and fail while there are none', async () => {
    const scope = new Scope();
    const asked: boolean[] = [];
    const atHand = new TokenCache(scope, new ManualClock(), async (areRefused) => {
      asked.push(areRefused);
      if (!areRefused) throw new Error('offline');
      return { idToken: 'new' };
    });
    await expect(atHand.fresh()).rejects.toThrow('offline');
    expect([await atHand.renewed(), asked.at(-1)]).toEqual([{ idToken: 'new' }, true]);
    // Two at once are served by one.
    const before = asked.length;
    expect(await Promise.all([atHand.renewed(), atHand.renewed()])).toEqual([{ idToken: 'new' }, { idToken: 'new' }]);
    expect(asked.length - before).toBe(1);
    scope.end();
  });
});
