import { expect, test } from 'vitest';
import { isSend, type ComposerPress } from './composer-keys.ts';

const press = (more: Partial<ComposerPress> = {}): ComposerPress =>
  ({ key: 'Enter', shiftKey: false, altKey: false, ctrlKey: false, metaKey: false, isComposing: false, keyCode: 13, ...more });

test.each([
  ['Enter', press(), true, false],
  ['Shift and Enter', press({ shiftKey: true }), false, false],
  ['Alt and Enter', press({ altKey: true }), false, false],
  ['Ctrl and Enter', press({ ctrlKey: true }), true, true],
  ['Command and Enter', press({ metaKey: true }), true, true],
  ['the Enter that ends a word', press({ isComposing: true }), false, false],
  ['the Enter that ends a word, told too late', press({ keyCode: 229 }), false, false],
  ['a letter', press({ key: 'a', keyCode: 65 }), false, false],
])('%s sends with a keyboard, or with a finger', (_, given, withKeyboard, withFinger) => {
  expect([isSend(given, false), isSend(given, true)]).toEqual([withKeyboard, withFinger]);
});
