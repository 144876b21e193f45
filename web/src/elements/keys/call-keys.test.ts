import { expect, test } from 'vitest';
import { controlOfKey, type KeyPress } from './call-keys.ts';

/** On a keyboard of the United States, unless said otherwise. */
const press = (key: string, more: Partial<KeyPress> & { readonly isAltGraph?: boolean } = {}): KeyPress => ({
  key, code: /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : '', ctrlKey: false, metaKey: false, altKey: false, repeat: false, isComposing: false, keyCode: 0,
  getModifierState: (name) => name === 'AltGraph' && (more.isAltGraph ?? false),
  ...more,
});

test('M is the microphone, V the camera and C the chat, with the shift lock on as well', () => {
  expect(controlOfKey(press('m'), false)).toBe('microphone');
  expect(controlOfKey(press('M'), false)).toBe('microphone');
  expect(controlOfKey(press('v'), false)).toBe('camera');
  expect(controlOfKey(press('c'), false)).toBe('chat');
  expect(controlOfKey(press('с', { code: 'KeyC' }), false)).toBe('chat');
  expect(controlOfKey(press('x'), false)).toBeUndefined();
});

test('? is the list of keys, in full width and in Arabic as well, and S, H and F are the screen, the hand and the full screen', () => {
  for (const key of ['?', '？', '؟']) expect(controlOfKey(press(key, { code: 'Slash' }), false)).toBe('shortcuts');
  expect(controlOfKey(press('/', { code: 'Slash' }), false)).toBeUndefined();
  expect(controlOfKey(press('?'), true)).toBeUndefined();
  expect(['s', 'h', 'f'].map((key) => controlOfKey(press(key), false))).toEqual(['screen', 'hand', 'full-screen']);
});

test.each([
  ['Cyrillic', 'ь', 'м'], ['Greek', 'μ', 'ω'], ['Hebrew', 'צ', 'ה'], ['Arabic', 'ة', 'ر'], ['Thai', 'ท', 'อ'], ['Devanagari', 'स', 'न'],
  ['Georgian', 'მ', 'ვ'], ['Hangul', 'ㅡ', 'ㅍ'],
])('%s letters count by where their key is', (_, m, v) => {
  expect([controlOfKey(press(m, { code: 'KeyM' }), false), controlOfKey(press(v, { code: 'KeyV' }), false)]).toEqual(['microphone', 'camera']);
});

test('Cyrillic М, on the key that is V elsewhere, is the camera, as that key says', () => {
  expect(controlOfKey(press('М', { code: 'KeyV' }), false)).toBe('camera');
});

test('Latin letters count by what they are: M beside L in France, and nothing where Dvorak types another', () => {
  expect(controlOfKey(press('m', { code: 'Semicolon' }), false)).toBe('microphone');
  expect(controlOfKey(press(',', { code: 'KeyM' }), false)).toBeUndefined();
  expect(controlOfKey(press('k', { code: 'KeyV' }), false)).toBeUndefined();
  expect(controlOfKey(press('v', { code: 'Period' }), false)).toBe('camera');
  // Of full width.
  expect(controlOfKey(press('ｍ', { code: 'KeyM' }), false)).toBe('microphone');
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
  expect(controlOfKey(given, false)).toBeUndefined();
});

test('a person who types, pastes or leans on the key switches nothing', () => {
  expect(controlOfKey(press('m'), true)).toBeUndefined();
  expect(controlOfKey(press('ь', { code: 'KeyM' }), true)).toBeUndefined();
  expect(controlOfKey(press('v', { ctrlKey: true }), false)).toBeUndefined();
  expect(controlOfKey(press('c', { ctrlKey: true }), false)).toBeUndefined();
  expect(controlOfKey(press('v', { metaKey: true }), false)).toBeUndefined();
  expect(controlOfKey(press('м', { code: 'KeyV', ctrlKey: true }), false)).toBeUndefined();
  expect(controlOfKey(press('m', { altKey: true }), false)).toBeUndefined();
  expect(controlOfKey(press('m', { repeat: true }), false)).toBeUndefined();
});
