import { afterEach, expect, it, vi } from 'vitest';
import { Scope } from '../../../../engine/src/base/scope.ts';
import { refuseDrops } from './refuse-drops.ts';

/** Node has no DragEvent. */
class FakeDrag extends Event {
  readonly dataTransfer: { readonly types: readonly string[]; dropEffect: string };
  constructor(type: string, types: readonly string[]) {
    super(type, { cancelable: true });
    this.dataTransfer = { types, dropEffect: 'move' };
  }
}

afterEach(() => {
  vi.unstubAllGlobals();
});

it('keeps the browser from opening a file that is dropped, for as long as there is a call; a text may be dropped into a field', () => {
  vi.stubGlobal('DragEvent', FakeDrag);
  const [scope, page] = [new Scope(), new EventTarget()];
  refuseDrops(scope, page);
  const outcome = (type: string, ...types: readonly string[]): readonly unknown[] => {
    const event = new FakeDrag(type, types);
    page.dispatchEvent(event);
    return [event.defaultPrevented, event.dataTransfer.dropEffect];
  };
  expect([outcome('dragover', 'Files'), outcome('drop', 'text/plain', 'Files')]).toEqual([[true, 'none'], [true, 'none']]);
  expect(outcome('drop', 'text/plain')).toEqual([false, 'move']);
  scope.end();
  expect(outcome('drop', 'Files')).toEqual([false, 'move']);
});
