import { describe, expect, test } from 'vitest';
import type { DeviceView, LocalView } from '../../../../engine/src/call/call-view.ts';
import { canStillText, deviceNotices, seenText, toggleLabel } from './device-text.ts';
import { en } from '../i18n/en.ts';

const ON: DeviceView = { isOn: true, isBusy: false };
const OFF: DeviceView = { isOn: false, isBusy: false };
const failed = (failure: NonNullable<DeviceView['failure']>): DeviceView => ({ ...OFF, failure });
const local = (microphone: DeviceView, camera: DeviceView): LocalView => ({ microphone, camera });
const titles = (view: LocalView): string[] => deviceNotices(view, en.devices).map(({ title }) => title);

describe('a switch is named for what a press does', () => {
  test.each([
    ['microphone', true, 'Mute microphone'],
    ['microphone', false, 'Unmute microphone'],
    ['camera', true, 'Turn camera off'],
    ['camera', false, 'Turn camera on'],
  ] as const)('%s, on: %s', (kind, isOn, label) => {
    expect(toggleLabel(kind, isOn, en.devices)).toBe(label);
  });
});

describe('a device that fails', () => {
  test('is not spoken of while nothing has failed, nor when it was switched off on purpose', () => {
    expect(titles(local(ON, ON))).toEqual([]);
    expect(titles(local(OFF, OFF))).toEqual([]);
    expect(canStillText(local(OFF, OFF), en.devices)).toBeUndefined();
  });

  test('shares its notice with the other when both fail alike', () => {
    expect(titles(local(failed('permission-denied'), failed('permission-denied')))).toEqual(['Your camera and microphone are blocked']);
  });

  test('has its own notice when the other fails for another reason', () => {
    expect(titles(local(failed('device-busy'), failed('no-device')))).toEqual([
      'No camera was found',
      'Your microphone is in use elsewhere',
    ]);
  });

  test('is not spoken of while it is asked again', () => {
    expect(titles(local(ON, { ...failed('no-device'), isBusy: true }))).toEqual([]);
  });

  test('leaves a way to join, and the text says which', () => {
    expect(canStillText(local(ON, failed('no-device')), en.devices)).toBe('You can join with sound alone.');
    expect(canStillText(local(failed('no-device'), ON), en.devices)).toContain('seen, but not heard');
    expect(canStillText(local(failed('no-device'), failed('no-device')), en.devices)).toBe('You can join and listen.');
  });
});

test('each combination of devices is met by the other person in its own way', () => {
  const sentences = [local(ON, ON), local(ON, OFF), local(OFF, ON), local(OFF, OFF)].map((view) => seenText(view, en.lobby));
  expect(new Set(sentences).size).toBe(4);
  expect(sentences[1]).toContain('heard, but not seen');
});
