import { describe, expect, it } from 'vitest';
import { AppError } from '../base/errors.ts';
import { settle } from '../base/testing/manual-clock.ts';
import { Scope } from '../base/scope.ts';
import { OperationQueue } from './operation-queue.ts';

describe('operations', () => {
  it('run one after the other, and one that fails does not hold up the next', async () => {
    const queue = new OperationQueue(new Scope());
    const order: string[] = [];
    const first = queue.run(async () => {
      await settle();
      order.push('first');
      throw new AppError('malformed');
    });
    const second = queue.run(async () => order.push('second'));
    await expect(first).rejects.toMatchObject({ failure: 'malformed' });
    await second;
    expect(order).toEqual(['first', 'second']);
  });

  it('reject with a name and the cause, whatever was thrown', async () => {
    const cause = new TypeError('x');
    await expect(new OperationQueue(new Scope()).run(() => Promise.reject(cause))).rejects.toMatchObject({ failure: 'failed', cause });
  });

  it('under way and waiting are rejected when the scope ends, and what waited is never run', async () => {
    const scope = new Scope();
    const queue = new OperationQueue(scope);
    let hasRun = false;
    const outcomes = Promise.allSettled([
      queue.run(() => new Promise(() => {})),
      queue.run(async () => {
        hasRun = true;
      }),
    ]);
    await settle();
    scope.end();
    expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(queue.run(async () => 'late')).rejects.toMatchObject({ failure: 'failed' });
    expect(hasRun).toBe(false);
  });

  it('that are done leave nothing with the scope', async () => {
    const scope = new Scope();
    await new OperationQueue(scope).run(async () => {});
    await settle();
    expect(scope.size).toBe(0);
  });
});
