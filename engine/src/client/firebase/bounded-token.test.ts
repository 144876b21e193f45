import { describe, expect, it } from 'vitest';
import { createLogger, silentLogger } from '../../base/logger.ts';
import { ManualClock } from '../../base/testing/manual-clock.ts';
import { boundedToken } from './bounded-token.ts';

describe('a token that is waited for', () => {
  it('is the one that comes in time', async () => {
    const { get: getToken } = boundedToken(() => Promise.resolve('token'), new ManualClock(), silentLogger);
    expect(await getToken()).toBe('token');
    expect(await getToken()).toBe('token');
  });

  it('is given up after five seconds, once: until it comes no request waits for it again, and it is asked for once', async () => {
    const clock = new ManualClock();
    const messages: string[] = [];
    const arrivals: ((token: string) => void)[] = [];
    const ask = (): Promise<string> => new Promise((resolve) => arrivals.push(resolve));
    const { get: getToken } = boundedToken(ask, clock, createLogger(({ message }) => messages.push(message)));
    const first = getToken().catch((error: unknown) => error);
    await clock.advance(5_000);
    expect(await first).toMatchObject({ failure: 'unavailable', message: 'unavailable: an App Check token took too long' });
    await expect(getToken()).rejects.toThrow('is still awaited');
    expect([arrivals.length, messages.length, clock.pending]).toEqual([1, 1, 0]);
    // The blocker is switched off: from then on there are tokens.
    arrivals[0]?.('late');
    await clock.advance(0);
    const second = getToken();
    arrivals[1]?.('fresh');
    expect(await second).toBe('fresh');
  });

  it('that is refused is logged, and asked for anew by the next', async () => {
    const messages: string[] = [];
    let asked = 0;
    const ask = (): Promise<string> => (++asked === 1 ? Promise.reject(new Error('403')) : Promise.resolve('token'));
    const { get: getToken } = boundedToken(ask, new ManualClock(), createLogger(({ message }) => messages.push(message)));
    await expect(getToken()).rejects.toThrow('403');
    expect([await getToken(), messages.length]).toEqual(['token', 1]);
  });

  describe('that is overdue', () => {
    const overdue = async (): Promise<{
      readonly clock: ManualClock; readonly arrive: (token: string) => void; readonly fail: () => void; readonly isOver: () => boolean;
    }> => {
      const clock = new ManualClock();
      let [arrive, fail]: [(token: string) => void, () => void] = [() => {}, () => {}];
      const { get, noLongerOverdue } = boundedToken(() => new Promise<string>((resolve, reject) => {
        [arrive, fail] = [resolve, () => reject(new Error('blocked'))];
      }), clock, silentLogger);
      await noLongerOverdue();
      get().catch(() => {});
      await clock.advance(5_000);
      let isOver = false;
      void noLongerOverdue().then(() => { isOver = true; });
      return { clock, arrive: (token) => arrive(token), fail: () => fail(), isOver: () => isOver };
    };

    it.each(['comes', 'fails'])('is waited for by a request that is refused without it, until it %s', async (how) => {
      const { clock, arrive, fail, isOver } = await overdue();
      await clock.advance(3_000);
      expect(isOver()).toBe(false);
      if (how === 'comes') arrive('late');
      else fail();
      await clock.advance(0);
      expect([isOver(), clock.pending]).toEqual([true, 0]);
    });

    it('is not waited for longer than 15 s after it was asked for, all in all', async () => {
      const { clock, isOver } = await overdue();
      await clock.advance(9_999);
      expect(isOver()).toBe(false);
      await clock.advance(1);
      expect([isOver(), clock.pending]).toEqual([true, 0]);
    });
  });
});
