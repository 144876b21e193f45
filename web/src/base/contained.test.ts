import { expect, it } from 'vitest';
import { contained, containing } from './contained.ts';
import { settle } from './manual-clock.ts';

it('what nobody waits for is heard of where it fails, and only there', async () => {
  const errors: unknown[] = [];
  contained(Promise.resolve(1), (error) => errors.push(error));
  contained(Promise.reject(new TypeError('broken')), (error) => errors.push(error));
  await settle();
  expect(errors).toEqual([new TypeError('broken')]);
});

it('a listener that throws is heard of, and whoever calls it goes on', () => {
  const errors: unknown[] = [];
  const listener = containing((name: string) => { throw new TypeError(name); }, (error) => errors.push(error));
  listener('broken');
  expect(errors).toEqual([new TypeError('broken')]);
});
