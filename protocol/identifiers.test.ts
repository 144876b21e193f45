import { describe, expect, it } from 'vitest';
import { isCallId, otherRole, shardOf } from './identifiers.ts';

const ID = 'q3Jx_-09AZaz5TfWc2LkVg';

describe('a call id', () => {
  it.each(['A', 'z', '7', '-', '_'])('may end in %s', (last) => {
    expect(isCallId(ID.slice(0, 21) + last)).toBe(true);
  });

  it.each([
    ['nothing', ''],
    ['a character too few', ID.slice(1)],
    ['a character too many', `${ID}g`],
    ['a character outside base64url', `+${ID.slice(1)}`],
    ['a slash, which would be another document', `${ID.slice(0, 10)}/${ID.slice(11)}`],
    ['a line break at its end', `${ID}\n`],
    ['a line break at its start', `\n${ID}`],
    ['a space around it', ` ${ID.slice(1)}`],
    ['a guessable word', 'team-meeting'],
  ])('is not %s', (_what, text) => {
    expect(isCallId(text)).toBe(false);
  });

  it('names its shard by its first character', () => {
    if (!isCallId(ID)) throw new Error('the test has a bad id');
    expect(shardOf(ID)).toBe('q');
  });
});

it('the other side of the caller is the callee, and the other way round', () => {
  expect(otherRole('caller')).toBe('callee');
  expect(otherRole('callee')).toBe('caller');
});
