import { expect, it, vi } from 'vitest';
import { ManualClock } from '../../base/testing/manual-clock.ts';
import { Scope } from '../../base/scope.ts';
import { AddressWatch } from './address-watch.ts';
import { ADDRESS_POLL_MS } from '../machine/timings.ts';

function watch(isWaiting = (): boolean => true) {
  const clock = new ManualClock();
  const scope = new Scope();
  const onChanged = vi.fn();
  let addresses = '192.0.2.1';
  const read = vi.fn(async () => addresses);
  const watch = new AddressWatch(scope, clock, { read, isWaiting, onChanged, onBroken: (error) => expect.unreachable(String(error)) });
  watch.start();
  return {
    clock, scope, watch, read,
    /** @returns how many changes have been told, a while after these addresses have come up */
    async changesWith(now: string): Promise<number> {
      addresses = now;
      await clock.advance(2 * ADDRESS_POLL_MS);
      return onChanged.mock.calls.length;
    },
  };
}

it('a waiting session is told of other addresses, once, and of none when they can’t be read for a while', async () => {
  const { changesWith } = watch();
  expect(await changesWith('192.0.2.1')).toBe(0);
  expect(await changesWith('198.51.100.7')).toBe(1);
  expect(await changesWith('')).toBe(1);
  expect(await changesWith('198.51.100.7')).toBe(1);
  expect(await changesWith('')).toBe(1);
  expect(await changesWith('192.0.2.1 198.51.100.7')).toBe(2);
});

it('a change that something else has told of is not told again', async () => {
  const { changesWith, watch: addresses, clock } = watch();
  await clock.advance(ADDRESS_POLL_MS);
  addresses.forget();
  expect(await changesWith('198.51.100.7')).toBe(0);
  expect(await changesWith('203.0.113.9')).toBe(1);
});

it('in a call the watch reads none, and a session that waits again begins with the addresses of then', async () => {
  let isWaiting = true;
  const { changesWith, read } = watch(() => isWaiting);
  expect(await changesWith('192.0.2.1')).toBe(0);
  isWaiting = false;
  await changesWith('192.0.2.1');
  const looks = read.mock.calls.length;
  expect(await changesWith('198.51.100.7')).toBe(0);
  expect(read).toHaveBeenCalledTimes(looks);
  isWaiting = true;
  expect(await changesWith('198.51.100.7')).toBe(0);
});

it('a page that is never told its addresses looks often for a quarter of a minute, and then like any', async () => {
  const { changesWith, clock, read, scope } = watch();
  await changesWith('');
  await clock.advance(30_000);
  const looks = read.mock.calls.length;
  await clock.advance(10 * ADDRESS_POLL_MS);
  expect(read.mock.calls.length - looks).toBeLessThanOrEqual(11);
  scope.end();
  expect(clock.pending).toBe(0);
});
