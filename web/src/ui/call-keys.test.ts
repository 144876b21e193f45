import { expect, test } from 'vitest';
import { deviceOfKey } from './call-keys.ts';

const press = (key: string, more: object = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, repeat: false, ...more });

test('M is the microphone and V the camera, with the shift lock on as well', () => {
  expect(deviceOfKey(press('m'), false)).toBe('microphone');
  expect(deviceOfKey(press('M'), false)).toBe('microphone');
  expect(deviceOfKey(press('v'), false)).toBe('camera');
  expect(deviceOfKey(press('x'), false)).toBeUndefined();
});

test('somebody who types, pastes or leans on the key switches nothing', () => {
  expect(deviceOfKey(press('m'), true)).toBeUndefined();
  expect(deviceOfKey(press('v', { ctrlKey: true }), false)).toBeUndefined();
  expect(deviceOfKey(press('v', { metaKey: true }), false)).toBeUndefined();
  expect(deviceOfKey(press('m', { altKey: true }), false)).toBeUndefined();
  expect(deviceOfKey(press('m', { repeat: true }), false)).toBeUndefined();
});
