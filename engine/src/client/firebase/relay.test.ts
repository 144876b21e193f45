import { describe, expect, it, vi } from 'vitest';
import type { Clock } from '../../base/clock.ts';
import { silentLogger } from '../../base/logger.ts';
import { ManualClock, WrongClock } from '../../base/testing/manual-clock.ts';
import { ServerClock } from '../../base/server-clock.ts';
import { createIceServerSource, type MintedServers } from './relay.ts';

const STUN = [{ urls: ['stun:own'] }];
const RELAY = [{ urls: ['turn:relay'], username: 'u', credential: 'c' }];
const HOUR_MS = 3_600_000;

function sourceOf(
  mint: (() => Promise<MintedServers>) | undefined, clock: Clock, serverClock = new ServerClock(clock),
): ReturnType<typeof createIceServerSource> {
  return createIceServerSource(STUN, mint, clock, serverClock, silentLogger);
}

describe('ICE servers', () => {
  it('are the configured ones where the project has no functions', async () => {
    const servers = sourceOf(undefined, new ManualClock());
    expect(await servers()).toEqual(STUN);
  });

  it('are minted once, and anew before they run out', async () => {
    const clock = new ManualClock();
    const mint = vi.fn(async (): Promise<MintedServers> => ({ iceServers: RELAY, expiresAt: clock.now() + HOUR_MS }));
    const servers = sourceOf(mint, clock);
    expect(await servers()).toEqual([...STUN, ...RELAY]);
    await servers();
    expect(mint).toHaveBeenCalledTimes(1);
    await clock.advance(HOUR_MS - 5 * 60_000);
    await servers();
    expect(mint).toHaveBeenCalledTimes(2);
  });

  it('are the configured ones when the function fails, which is not asked again at every round', async () => {
    const clock = new ManualClock();
    const mint = vi.fn(async (): Promise<MintedServers> => { throw new Error('not found'); });
    const servers = sourceOf(mint, clock);
    expect([await servers(), await servers()]).toEqual([STUN, STUN]);
    expect(mint).toHaveBeenCalledTimes(1);
    await clock.advance(60_000);
    await servers();
    expect(mint).toHaveBeenCalledTimes(2);
  });

  it('are asked for again in a minute at the soonest, however short-lived they are', async () => {
    const clock = new ManualClock();
    const mint = vi.fn(async (): Promise<MintedServers> => ({ iceServers: [], expiresAt: clock.now() + 5 * 60_000 }));
    const servers = sourceOf(mint, clock);
    await servers();
    await clock.advance(59_000);
    await servers();
    expect(mint).toHaveBeenCalledTimes(1);
    await clock.advance(1_000);
    await servers();
    expect(mint).toHaveBeenCalledTimes(2);
  });

  it('are not waited for longer than three seconds; late ones serve the next round', async () => {
    const clock = new ManualClock();
    const mint = (): Promise<MintedServers> => new Promise((resolve) => {
      clock.after(5_000, () => resolve({ iceServers: RELAY, expiresAt: clock.now() + HOUR_MS }));
    });
    const servers = sourceOf(mint, clock);
    const first = servers();
    await clock.advance(3_000);
    expect(await first).toEqual(STUN);
    await clock.advance(2_000);
    expect(await servers()).toEqual([...STUN, ...RELAY]);
  });

  it.each([['fast', 24 * HOUR_MS], ['slow', -24 * HOUR_MS]])('are renewed in time by a machine whose clock is a day %s, which it learns after they were minted', async (_, errorMs) => {
    const clock = new ManualClock();
    const machine = new WrongClock(clock, errorMs);
    const serverClock = new ServerClock(machine);
    const mint = vi.fn(async (): Promise<MintedServers> => ({ iceServers: RELAY, expiresAt: clock.now() + HOUR_MS }));
    const servers = sourceOf(mint, machine, serverClock);
    await servers();
    serverClock.learn(clock.now(), serverClock.moment());
    await clock.advance(HOUR_MS - 11 * 60_000);
    await servers();
    expect(mint).toHaveBeenCalledTimes(1);
    await clock.advance(2 * 60_000);
    await servers();
    expect(mint).toHaveBeenCalledTimes(2);
  });
});
