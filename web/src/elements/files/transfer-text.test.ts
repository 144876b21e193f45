import { describe, expect, test } from 'vitest';
import { fileMessages } from '../i18n/files/index.ts';
import { LANGUAGES } from '../i18n/languages.ts';
import { EVERY_STATE, MIB, viewOf } from '../testing/file-views.ts';
import { actionsOf, hasProgress, statusOf } from './transfer-text.ts';

const en = fileMessages('en');

describe('what can be done', () => {
  test.each([
    ['a file that is offered to bob is accepted or declined', viewOf({ kind: 'offered' }), ['accept', 'decline']],
    ['alice, who offers it, can take it back', viewOf({ kind: 'offered' }, { direction: 'out' }), ['cancel']],
    ['a file on its way is paused or cancelled', viewOf({ kind: 'running' }), ['pause', 'cancel']],
    ['whoever has paused resumes', viewOf({ kind: 'paused', by: 'self' }), ['resume', 'cancel']],
    ['nobody resumes what the other one has paused', viewOf({ kind: 'paused', by: 'other' }), ['cancel']],
    ['alice chooses the file again after her page was reloaded', viewOf({ kind: 'needs-file' }, { direction: 'out' }), ['choose', 'cancel']],
    ['bob saves what has arrived', viewOf({ kind: 'done' }), ['save']],
    ['alice has nothing left to do with it', viewOf({ kind: 'done' }, { direction: 'out' }), []],
    ['alice offers again what arrived otherwise', viewOf({ kind: 'failed', why: 'mismatch' }, { direction: 'out' }), ['retry']],
    ['alice chooses a file again that was changed', viewOf({ kind: 'failed', why: 'changed' }, { direction: 'out' }), ['choose']],
    ['bob, who has made room, asks for it again', viewOf({ kind: 'failed', why: 'disk-full' }), ['ask']],
    ['bob does not ask for what alice no longer has', viewOf({ kind: 'failed', why: 'vanished' }), []],
    ['nothing is offered again once the call is over', viewOf({ kind: 'failed', why: 'ended' }, { direction: 'out' }), []],
    ['what is too large for bob’s browser can only be declined', viewOf({ kind: 'offered' }, { limit: 4 * MIB }), ['decline']],
    ['what is as large as it takes is accepted', viewOf({ kind: 'offered' }, { limit: 5 * MIB }), ['accept', 'decline']],
  ])('%s', (_, view, actions) => {
    expect(actionsOf(view)).toEqual(actions);
  });
});

describe.each(LANGUAGES)('in %s', (language) => {
  const words = fileMessages(language);

  test.each(EVERY_STATE.map((view) => [view.id, view] as const))('%s is said in words, with the bar where bytes flow', (_, view) => {
    const status = statusOf(view, words, language, 'Ana');
    const saysNothing = view.id === 'in-offered' || view.state.kind === 'running';
    expect(status === undefined).toBe(saysNothing);
    if (view.state.kind === 'failed') expect([status?.tone, status?.next]).toEqual(['bad', expect.stringMatching(/.+/)]);
    if (view.state.kind === 'done') expect([status?.tone, status?.text]).toEqual(['good', expect.stringContaining('SHA-256')]);
    expect(hasProgress(view)).toBe(/running|paused|interrupted|needs-file|queued/.test(view.state.kind));
  });

  test('a press is named by its word and the file', () => {
    for (const { label, named } of Object.values(words.actions)) {
      expect(named('photo.jpg')).toContain(label);
      expect(named('photo.jpg')).toContain('photo.jpg');
    }
  });
});

test('bob is told what his browser can take before he accepts', () => {
  expect(statusOf(viewOf({ kind: 'offered' }, { limit: 100 * MIB }), en, 'en')?.text).toContain('at most 105 MB');
  const above = statusOf(viewOf({ kind: 'offered' }, { limit: MIB }), en, 'en');
  expect([above?.tone, above?.text]).toEqual(['bad', expect.stringContaining('Too large')]);
});

test('the other person is named where the name is known', () => {
  expect(statusOf(viewOf({ kind: 'declined' }, { direction: 'out' }), en, 'en', 'Ana')?.text).toBe('Ana declined it');
  expect(statusOf(viewOf({ kind: 'declined' }, { direction: 'out' }), en, 'en')?.text).toBe('The other person declined it');
});
