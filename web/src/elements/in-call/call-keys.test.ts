import { expect, test } from 'vitest';
import { deviceOfKey, type KeyPress } from './call-keys.ts';

/** On a keyboard of the United States, unless said otherwise. */
const press = (key: string, more: Partial<KeyPress> & { readonly isAltGraph?: boolean } = {}): KeyPress => ({
  key, code: /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : '', ctrlKey: false, metaKey: false, altKey: false, repeat: false, isComposing: false, keyCode: 0,
  getModifierState: (name) => name === 'AltGraph' && (more.isAltGraph ?? false),
  ...more,
});

test('M is the microphone and V the camera, with the shift lock on as well', () => {
  expect(deviceOfKey(press('m'), false)).toBe('microphone');
  expect(deviceOfKey(press('M'), false)).toBe('microphone');
  expect(deviceOfKey(press('v'), false)).toBe('camera');
  expect(deviceOfKey(press('x'), false)).toBeUndefined();
});

test.each([
  ['Cyrillic', 'ь', 'м'], ['Greek', 'μ', 'ω'], ['Hebrew', 'צ', 'ה'], ['Arabic', 'ة', 'ر'], ['Thai', 'ท', 'อ'], ['Devanagari', 'स', 'न'],
  ['Georgian', 'მ', 'ვ'], ['Hangul', 'ㅡ', 'ㅍ'],
])('%s letters count by where their key is', (_, m, v) => {
  expect([deviceOfKey(press(m, { code: 'KeyM' }), false), deviceOfKey(press(v, { code: 'KeyV' }), false)]).toEqual(['microphone', 'camera']);
});

test('Cyrillic М, on the key that is V elsewhere, is the camera, as that key says', () => {
  expect(deviceOfKey(press('М', { code: 'KeyV' }), false)).toBe('camera');
});

test('Latin letters count by what they are: M beside L in France, and nothing where Dvorak types another', () => {
  expect(deviceOfKey(press('m', { code: 'Semicolon' }), false)).toBe('microphone');
  expect(deviceOfKey(press(',', { code: 'KeyM' }), false)).toBeUndefined();
  expect(deviceOfKey(press('k', { code: 'KeyV' }), false)).toBeUndefined();
  expect(deviceOfKey(press('v', { code: 'Period' }), false)).toBe('camera');
  // Of full width.
  expect(deviceOfKey(press('ｍ', { code: 'KeyM' }), false)).toBe('microphone');
});

test.each([
  ['AltGr and M, which is µ', press('µ', { code: 'KeyM', isAltGraph: true })],
  ['µ alone', press('µ', { code: 'KeyM' })],
  ['AltGr on Windows', press('m', { ctrlKey: true, altKey: true })],
  ['AltGr on a Greek keyboard', press('μ', { code: 'KeyM', isAltGraph: true })],
  ['a dead key', press('Dead', { code: 'KeyM' })],
  ['a key without a name', press('Unidentified', { code: 'KeyM' })],
  ['what is being composed', press('m', { isComposing: true })],
  ['what an input method takes', press('ㅡ', { code: 'KeyM', keyCode: 229 })],
  ['what an input method takes, by its name', press('Process', { code: 'KeyM' })],
  ['a digit', press('1', { code: 'Digit1' })],
  ['a foreign letter elsewhere', press('ж', { code: 'Semicolon' })],
])('%s is no key of a call', (_, given) => {
  expect(deviceOfKey(given, false)).toBeUndefined();
});

test('a person who types, pastes or leans on the key switches nothing', () => {
  expect(deviceOfKey(press('m'), true)).toBeUndefined();
  expect(deviceOfKey(press('ь', { code: 'KeyM' }), true)).toBeUndefined();
  expect(deviceOfKey(press('v', { ctrlKey: true }), false)).toBeUndefined();
  expect(deviceOfKey(press('v', { metaKey: true }), false)).toBeUndefined();
  expect(deviceOfKey(press('м', { code: 'KeyV', ctrlKey: true }), false)).toBeUndefined();
  expect(deviceOfKey(press('m', { altKey: true }), false)).toBeUndefined();
  expect(deviceOfKey(press('m', { repeat: true }), false)).toBeUndefined();
});
