import { describe, expect, test } from 'vitest';
import { FAILURES } from '../../../../engine/src/base/errors.ts';
import { ENDED_REASONS } from '../../../../engine/src/call/machine/reasons.ts';
import { endedText, problemText } from './ended-text.ts';
import { enEnds } from '../i18n/en-ends.ts';
import { en } from '../i18n/en.ts';

const textFor = (reason: (typeof ENDED_REASONS)[number], hasRelay = false) => endedText(reason, hasRelay, en.ended, enEnds);

describe('the end of a call', () => {
  test.each(ENDED_REASONS)('for the reason %s is explained, with a next step', (reason) => {
    const { title, text, steps } = textFor(reason);
    expect(title).not.toBe('');
    expect(text).not.toBe('');
    expect(steps.length).toBeGreaterThan(0);
    expect(new Set(steps.map(({ label }) => label)).size).toBe(steps.length);
  });

  test('has a title of its own for every reason', () => {
    expect(new Set(ENDED_REASONS.map((reason) => textFor(reason).title)).size).toBe(ENDED_REASONS.length);
  });

  test('says of an unreachable call whether a relay was there to help', () => {
    expect(textFor('unreachable', true).text).not.toBe(textFor('unreachable', false).text);
    expect(textFor('unreachable', false).text).toContain('no relay');
  });

  test('never offers to try again what can only come to the same', () => {
    for (const reason of ['expired', 'over', 'other-hung-up', 'wrong-key', 'link-incomplete'] as const) {
      expect(textFor(reason).steps.map(({ step }) => step), reason).not.toContain('try-again');
    }
  });

  test.each(['you-hung-up', 'other-hung-up', 'over', 'not-found', 'expired'] as const)('%s offers to call again where that can be, and says whom the link still leads there', (reason) => {
    const { text, steps } = endedText(reason, false, en.ended, enEnds, true);
    expect(text).toBe('The two of you can call again with the same link. For anybody else it no longer works.');
    expect(steps.map(({ label }) => label)).toEqual(['Call again', 'Start a new call', 'Back to the start']);
  });

  test('says why two did not stay in touch, and offers to call again in place of a try that comes to nothing', () => {
    const { text, steps } = endedText('unreachable', false, en.ended, enEnds, true);
    expect(text).toContain('no relay');
    expect(text).toContain('call again');
    expect(steps.map(({ step }) => step)).toEqual(['call-again', 'home']);
  });

  test('offers a newer page, and nothing else, to a page that is out of date', () => {
    expect(textFor('other-version').steps).toEqual([{ step: 'reload', label: 'Reload the page' }]);
  });
});

test.each(FAILURES)('a try to join that failed with %s has a title and a text', (failure) => {
  const { title, text } = problemText(failure, false, en.ended, enEnds);
  expect(title).not.toBe('');
  expect(text).not.toBe('');
});

test('an end that the other person has made names them where their name is known', () => {
  const later = { ends: enEnds.ends };
  expect(endedText('other-hung-up', false, en.ended, later, false, 'Ana').title).toBe('Ana hung up');
  expect(endedText('you-declined', false, en.ended, later, false, 'Ana').text).toContain('Ana has been told.');
  expect(endedText('other-left', false, en.ended, later, false, 'Ana').title).toBe('Ana left');
  expect(endedText('unreachable', false, en.ended, later, false, 'Ana').title).toBe('No connection to Ana');
  expect(endedText('other-hung-up', false, en.ended, later).title).toBe('The other person hung up');
  expect(endedText('you-hung-up', false, en.ended, later, false, 'Ana').title).toBe('You hung up');
});
