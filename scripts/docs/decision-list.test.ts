/** docs/decisions/README.md lists every record, by its number and title. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../machine/paths.ts';

const FOLDER = join(ROOT, 'docs/decisions');

test('the list of decisions has each record, with its title', () => {
  const records = globSync('[0-9][0-9][0-9][0-9]-*.md', { cwd: FOLDER }).toSorted();
  const lines = records.map((file) => {
    const [, number, title] = /^# (\d{4}): (.*)$/m.exec(readFileSync(join(FOLDER, file), 'utf8')) ?? [];
    return `- [${number}](${file}): ${title}`;
  });
  const list = readFileSync(join(FOLDER, 'README.md'), 'utf8');
  expect(list.split('\n').filter((line) => /^- \[\d{4}\]/.test(line))).toEqual(lines);
});
