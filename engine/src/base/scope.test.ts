import { describe, expect, it } from 'vitest';
import { Scope } from './scope.ts';

describe('a scope', () => {
  it('ends what it owns once, the youngest first', () => {
    const scope = new Scope();
    const ended: string[] = [];
    for (const name of ['a', 'b', 'c']) scope.own(() => ended.push(name));
    expect(scope.size).toBe(3);
    scope.end();
    scope.end();
    expect([ended, scope.isEnded, scope.size]).toEqual([['c', 'b', 'a'], true, 0]);
  });

  it('ends at once what comes too late', () => {
    const scope = new Scope();
    scope.end();
    let count = 0;
    const release = scope.own(() => { count++; });
    release();
    expect([count, scope.size, scope.child().isEnded]).toEqual([1, 0, true]);
  });

  it('lets go of what has ended early', () => {
    const scope = new Scope();
    let count = 0;
    const release = scope.own(() => { count++; });
    release();
    release();
    expect([count, scope.size]).toEqual([1, 0]);
    scope.end();
    expect(count).toBe(1);
  });

  it('ends its children, and forgets those that ended before', () => {
    const scope = new Scope();
    const [first, second] = [scope.child(), scope.child()];
    first.end();
    expect([scope.size, scope.isEnded]).toEqual([1, false]);
    scope.end();
    expect(second.isEnded).toBe(true);
  });

  it('ends everything although one of it fails, and says so', () => {
    const scope = new Scope();
    let count = 0;
    scope.own(() => { count++; });
    scope.own(() => { throw new Error('stuck'); });
    scope.own(() => { count++; });
    expect(() => scope.end()).toThrow(AggregateError);
    expect([count, scope.size]).toEqual([2, 0]);
  });

  it('bears being ended, and given more, by what it ends', () => {
    const scope = new Scope();
    const ended: string[] = [];
    scope.own(() => ended.push('older'));
    scope.own(() => {
      scope.end();
      scope.own(() => ended.push('late'));
    });
    scope.end();
    expect(ended).toEqual(['late', 'older']);
  });

  it('listens as long as it lives', () => {
    const scope = new Scope();
    const target = new EventTarget();
    let count = 0;
    scope.listen(target, 'ring', () => { count++; });
    const stop = scope.listen(target, 'ring', () => { count += 10; });
    target.dispatchEvent(new Event('ring'));
    stop();
    target.dispatchEvent(new Event('ring'));
    scope.end();
    target.dispatchEvent(new Event('ring'));
    expect([count, scope.size]).toEqual([12, 0]);
  });
});
