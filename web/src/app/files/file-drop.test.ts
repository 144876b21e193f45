import { describe, expect, test } from 'vitest';
import { Scope } from '../../../../engine/src/base/scope.ts';
import { followDrags, hasFiles } from './file-drop.ts';
import { isPasteOfFiles } from './given-files.ts';

test('a drag has files where it says so, and none where a picture of a page is dragged', () => {
  expect([hasFiles({ types: ['Files'] }), hasFiles({ types: ['text/plain'] }), hasFiles({ types: ['text/uri-list', 'Files'] }), hasFiles(null)]).toEqual([true, false, false, false]);
});

describe('the sign while alice drags', () => {
  /** Node has no DragEvent. */
  class FakeDrag extends Event {
    readonly dataTransfer: { readonly types: readonly string[]; dropEffect: string };
    readonly relatedTarget: EventTarget | null;
    constructor(type: string, { types = ['Files'], to = null }: { readonly types?: readonly string[]; readonly to?: EventTarget | null } = {}) {
      super(type, { cancelable: true });
      this.dataTransfer = { types, dropEffect: 'none' };
      this.relatedTarget = to;
    }
  }

  function page(canSend = true) {
    Object.assign(globalThis, { DragEvent: FakeDrag });
    const target = new EventTarget();
    const scope = new Scope();
    const seen = { isInside: false, drops: 0 };
    followDrags(scope, { page: target, canSend: () => canSend, onInside: (isInside) => (seen.isInside = isInside), onDrop: () => seen.drops++ });
    const tell = (type: string, more?: ConstructorParameters<typeof FakeDrag>[1]): FakeDrag => {
      const event = new FakeDrag(type, more);
      target.dispatchEvent(event);
      return event;
    };
    return { scope, seen, tell, within: target };
  }

  test('stands from the page’s edge on, over every element, until the drag has left', () => {
    const { seen, tell, within } = page();
    tell('dragenter');
    tell('dragenter');
    tell('dragleave', { to: within });
    expect(seen.isInside).toBe(true);
    tell('dragleave');
    expect(seen.isInside).toBe(false);
  });

  test('goes when the drag leaves the window, although a leave was lost', () => {
    const { seen, tell } = page();
    for (let times = 0; times < 3; times++) tell('dragenter');
    tell('dragleave');
    expect(seen.isInside).toBe(false);
  });

  test('goes with the drop, which is taken from the browser', () => {
    const { seen, tell } = page();
    tell('dragenter');
    expect(tell('dragover').dataTransfer.dropEffect).toBe('copy');
    expect(tell('drop').defaultPrevented).toBe(true);
    expect(seen).toEqual({ isInside: false, drops: 1 });
  });

  test('is not there for a text that is dragged, which goes where it always goes', () => {
    const { seen, tell } = page();
    tell('dragenter', { types: ['text/plain'] });
    expect(tell('drop', { types: ['text/plain'] }).defaultPrevented).toBe(false);
    expect(seen).toEqual({ isInside: false, drops: 0 });
  });

  test('where nothing can be sent a drop does nothing, and the browser does not leave the call for the file', () => {
    const { seen, tell } = page(false);
    tell('dragenter');
    expect(tell('drop').defaultPrevented).toBe(true);
    expect(seen).toEqual({ isInside: false, drops: 0 });
  });

  test('and nothing is heard once the screen has gone', () => {
    const { scope, seen, tell } = page();
    scope.end();
    tell('dragenter');
    expect(seen.isInside).toBe(false);
  });
});

describe('a paste', () => {
  class FakeElement extends EventTarget {
    readonly isContentEditable = false;
    readonly #name: string;
    constructor(name: string) {
      super();
      this.#name = name;
    }

    matches(selector: string): boolean {
      return selector.split(', ').includes(this.#name);
    }
  }
  const paste = (types: readonly string[], on: string): boolean => {
    Object.assign(globalThis, { HTMLElement: FakeElement });
    return isPasteOfFiles({ types }, new FakeElement(on));
  };

  test('of a picture sends it, on the page and in the chat’s field, and in no other field', () => {
    expect([paste(['Files'], 'main'), paste(['Files'], 'textarea'), paste(['Files'], 'input')]).toEqual([true, true, false]);
  });

  test('of a text with a picture of it is the text, where texts are written', () => {
    expect([paste(['text/plain', 'Files'], 'textarea'), paste(['text/plain', 'Files'], 'main')]).toEqual([false, true]);
  });

  test('of a text sends no file', () => {
    expect(paste(['text/plain'], 'main')).toBe(false);
  });
});
