import { expect, it } from 'vitest';
import { Scope } from '../../../../engine/src/base/scope.ts';
import { AskBeforeLeaving } from './ask-before-leaving.ts';

/** Whether a person who leaves the page now is asked. */
function isAsked(page: EventTarget): boolean {
  const leaving = new Event('beforeunload', { cancelable: true });
  page.dispatchEvent(leaving);
  return leaving.defaultPrevented;
}

it('alice is asked before she leaves while something would be lost by it, and not before, after, or once the screen is gone', () => {
  const [scope, page] = [new Scope(), new EventTarget()];
  const ask = new AskBeforeLeaving(scope, page);
  ask.follow(false);
  expect([isAsked(page), scope.size]).toEqual([false, 0]);
  ask.follow(true);
  ask.follow(true);
  expect([isAsked(page), scope.size]).toEqual([true, 1]);
  ask.follow(false);
  expect([isAsked(page), scope.size]).toEqual([false, 0]);
  ask.follow(true);
  scope.end();
  expect(isAsked(page)).toBe(false);
});
