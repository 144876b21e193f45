import { expect, it, vi } from 'vitest';
import { contained, containing, uncaught } from './contained.ts';
import { settle } from './testing/manual-clock.ts';

it('a failure of unawaited work reaches its receiver, and only that one', async () => {
  const errors: unknown[] = [];
  contained(Promise.resolve(1), (error) => errors.push(error));
  contained(Promise.reject(new TypeError('broken')), (error) => errors.push(error));
  await settle();
  expect(errors).toEqual([new TypeError('broken')]);
});

it('a listener that throws is reported, and its caller goes on', () => {
  const errors: unknown[] = [];
  const listener = containing((name: string) => { throw new TypeError(name); }, (error) => errors.push(error));
  listener('broken');
  expect(errors).toEqual([new TypeError('broken')]);
});

it('an unhandled failure is thrown where every browser shows it', () => {
  const queued: (() => void)[] = [];
  vi.stubGlobal('queueMicrotask', (task: () => void) => queued.push(task));
  contained(Promise.resolve(), uncaught);
  uncaught(new TypeError('a mistake'));
  uncaught('no error at all');
  vi.unstubAllGlobals();
  expect(() => queued[0]?.()).toThrow(new TypeError('a mistake'));
  expect(() => queued[1]?.()).toThrow('no error at all');
});
