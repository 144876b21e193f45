/** The walks of docs/architecture.md lead through files that are there, by names that are in them. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../machine/paths.ts';

interface Step {
  readonly paths: readonly string[];
  /** Identifiers, and other words in code. */
  readonly names: readonly string[];
}

const PATH = /^[\w.-]+(?:\/[\w.-]+)*\/?$/;

/** The numbered steps below each heading, by the heading. */
function walksIn(page: string): ReadonlyMap<string, readonly Step[]> {
  const section = page.slice(page.indexOf('\n## Walks')).split('\n## ')[1] ?? '';
  return new Map(section.split('\n### ').slice(1).map((walk) => {
    const steps = walk.split(/\n(?=\d+\. |\n)/).filter((part) => /^\d+\. /.test(part));
    return [walk.split('\n', 1)[0] ?? '', steps.map(stepOf)];
  }));
}

function stepOf(text: string): Step {
  const codes = [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
  const isPath = (code: string): boolean => PATH.test(code) && /[/.]/.test(code);
  return { paths: codes.filter(isPath), names: codes.filter((code) => !isPath(code)) };
}

const walks = walksIn(readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8'));
const textOf = (path: string): string => (statSync(join(ROOT, path)).isFile() ? readFileSync(join(ROOT, path), 'utf8') : '');

test('each question of a newcomer has a walk', () => {
  expect([...walks.keys()]).toEqual([
    'Where is an offer made?',
    'Where is it sealed?',
    'What happens when the network changes?',
    'What do I touch to add a message?',
    'What way does a message of the chat take?',
    'What way does a file take?',
    'How is a screen shared?',
    'What do I touch to add a screen?',
    'What do I touch to add a field of the document?',
  ]);
});

test.each([...walks].flatMap(([walk, steps]) => steps.map((step, index) => [`${walk} ${index + 1}`, step] as const)))('%s: its files are there, with its names', (_, { paths, names }) => {
  expect(paths).not.toEqual([]);
  expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  const sources = paths.map(textOf).join('\n');
  expect(names.filter((name) => !sources.includes(name))).toEqual([]);
});
