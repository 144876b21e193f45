import { expect, test } from 'vitest';
import { FullScreen, type FullScreenDocument } from './full-screen.ts';

/** A page in a browser that gives it the full screen, or refuses. */
function setUp(isRefused = false) {
  const asked: string[] = [];
  let element: Element | null = null;
  const listeners = new Set<unknown>();
  const answer = async (what: string, shown: Element | null): Promise<void> => {
    asked.push(what);
    if (isRefused) throw new TypeError('not in the turn of a press');
    element = shown;
  };
  const page = {
    fullscreenEnabled: true,
    get fullscreenElement() { return element; },
    documentElement: { requestFullscreen: () => answer('full', {} as Element) },
    exitFullscreen: () => answer('left', null),
    addEventListener: (_: string, listener: unknown) => listeners.add(listener),
    removeEventListener: (_: string, listener: unknown) => listeners.delete(listener),
  } as unknown as FullScreenDocument;
  const full = new FullScreen({ requestUpdate: () => {} }, page);
  full.hostConnected();
  return { full, asked, listeners };
}

test('begins, is left, and is left by the end of the call; nothing is listened to after that', () => {
  const { full, asked, listeners } = setUp();
  full.toggle();
  expect(full.isOn).toBe(true);
  full.toggle();
  expect([full.isOn, asked]).toEqual([false, ['full', 'left']]);
  full.toggle();
  full.hostDisconnected();
  expect([full.isOn, asked.at(-1), listeners.size]).toEqual([false, 'left', 0]);
});

test('a refusal is no error, and leaves nothing to be left', async () => {
  const { full, asked } = setUp(true);
  full.toggle();
  await Promise.resolve();
  full.hostDisconnected();
  expect([full.isOn, asked]).toEqual([false, ['full']]);
});
