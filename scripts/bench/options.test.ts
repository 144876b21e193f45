import { describe, expect, test } from 'vitest';
import { readBenchOptions } from './options.ts';

describe('the command line of npm run bench', () => {
  test('runs all parts of today’s version alone, unless it says otherwise', () => {
    expect(readBenchOptions([])).toEqual({
      parts: [], tries: 7, rounds: 8, mib: 256, calls: 100, minutes: 3, backlogs: [{ calls: 1000, atOnce: 1000 }, { calls: 4000, atOnce: 4000 }, { calls: 100_000, atOnce: 2000 }],
      before: undefined, only: undefined, isWarmOnly: false, isWritten: false,
    });
  });

  test.each(['1c5ea69', 'main~3', '../other-checkout', '/work/other'])('--before %s names another version', (before) => {
    expect(readBenchOptions(['set-up', '--before', before, '--only', 'firelink,before', '--warm'])).toMatchObject({ parts: ['set-up'], before, only: ['firelink', 'before'], isWarmOnly: true });
  });

  test.each([
    [['--before='], 'no commit and no folder'],
    [['--before=-rf'], 'no commit and no folder'],
    [['--before', '1c5ea69', '--write'], '--write keeps'],
    [['--only', 'firelink', '--write'], '--write keeps'],
    [['--warm', '--write'], '--write keeps'],
    [['--against', '1c5ea69'], 'Unknown option'],
    [['--backlog', '0'], 'no backlog'],
  ])('%j is refused', (argv, why) => {
    expect(() => readBenchOptions(argv)).toThrow(why);
  });
});
