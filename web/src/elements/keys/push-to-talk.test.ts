import { expect, test } from 'vitest';
import type { DeviceView } from 'firelink/call';
import { PushToTalk, type SpacePress } from './push-to-talk.ts';

const OFF: DeviceView = { isOn: false, isBusy: false };
const BUSY: DeviceView = { isOn: false, isBusy: true };
const ON: DeviceView = { isOn: true, isBusy: false };

const space = (more: Partial<SpacePress> = {}): SpacePress =>
  ({ key: ' ', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, repeat: false, isComposing: false, defaultPrevented: false, composedPath: () => [], preventDefault: () => {}, ...more });

function setUp(isWanted = true) {
  let microphone: DeviceView = { ...OFF };
  const turned: boolean[] = [];
  const talk = new PushToTalk({ isWanted: () => isWanted, microphone: () => microphone, turn: (isOn) => turned.push(isOn) });
  const becomes = (view: DeviceView): void => {
    microphone = { ...view };
    talk.hostUpdated();
  };
  return { talk, turned, becomes };
}

test('a microphone that is off is on while the space bar is held, however often the key repeats', () => {
  const { talk, turned, becomes } = setUp();
  talk.press(space());
  becomes(BUSY);
  becomes(ON);
  for (let times = 0; times < 3; times++) talk.press(space({ repeat: true }));
  expect(turned).toEqual([true]);
  talk.letGo({ key: ' ' });
  expect(turned).toEqual([true, false]);
});

test.each([
  ['before the screen shows that it goes on', [BUSY, ON]],
  ['before the screen shows anything, and it is on at once', [ON]],
])('a key that is let go %s still ends it', (_, shown) => {
  const { talk, turned, becomes } = setUp();
  talk.press(space());
  talk.letGo({ key: ' ' });
  talk.hostUpdated();
  expect(turned).toEqual([true]);
  for (const view of shown) becomes(view);
  expect(turned).toEqual([true, false]);
});

test('the key that is lost with the page’s window ends it', () => {
  const { talk, turned, becomes } = setUp();
  talk.press(space());
  becomes(ON);
  talk.end();
  talk.letGo({ key: ' ' });
  expect(turned).toEqual([true, false]);
});

test('pressed again before it is off, it goes on', () => {
  const { talk, turned, becomes } = setUp();
  talk.press(space());
  talk.letGo({ key: ' ' });
  talk.press(space());
  becomes(BUSY);
  becomes(ON);
  expect(turned).toEqual([true]);
  talk.letGo({ key: ' ' });
  expect(turned).toEqual([true, false]);
});

test('a microphone that can’t go on leaves nothing behind: one that is switched on later stays on', () => {
  const { talk, turned, becomes } = setUp();
  talk.press(space());
  talk.letGo({ key: ' ' });
  becomes({ ...OFF, failure: 'permission-denied' });
  becomes(ON);
  expect(turned).toEqual([true]);
});

test('a microphone that is on stays on', () => {
  const { talk, turned, becomes } = setUp();
  becomes(ON);
  talk.press(space());
  talk.letGo({ key: ' ' });
  expect(turned).toEqual([]);
});

test.each([
  ['with Ctrl', { ctrlKey: true }], ['with Alt', { altKey: true }], ['with Meta', { metaKey: true }], ['with Shift', { shiftKey: true }],
  ['of an input method', { isComposing: true }], ['that something has taken', { defaultPrevented: true }], ['that is another one', { key: 'Enter' }],
  ['held since before the call', { repeat: true }],
] as const)('a key %s is not for talking', (_, more) => {
  const { talk, turned } = setUp();
  talk.press(space(more));
  expect(turned).toEqual([]);
});

test('without the keys of a call there is none to talk', () => {
  const { talk, turned } = setUp(false);
  talk.press(space());
  expect(turned).toEqual([]);
});
