/** README, CONTRIBUTING and docs name files, folders and headings that are there. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../machine/paths.ts';
import { anchorsOf, brokenLinks, missingPlaces, placesOf } from './named-places.ts';

const FILES = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8' })
  .split('\n')
  .filter((path) => path !== '' && existsSync(join(ROOT, path)));
const PLACES = placesOf(FILES);

const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const pages = (matching: RegExp) => FILES.filter((path) => matching.test(path)).map((path) => ({ path, text: textOf(path) }));

const PAGES = pages(/^(?:README|CONTRIBUTING|CHANGELOG|docs\/.*|engine\/README)\.md$/);
/** Decision records and the changelog tell how it was: a file of that time may be gone. */
const OF_TODAY = PAGES.filter(({ path }) => !/^CHANGELOG|^docs\/decisions\/\d/.test(path));

test('every relative link of the documents leads to a file and a heading', () => {
  expect(PAGES.length).toBeGreaterThan(60);
  expect(PAGES.flatMap((page) => brokenLinks(page, PLACES, textOf).map((found) => `${page.path}:${found}`))).toEqual([]);
});

test('every file and folder that the documents name is there', () => {
  expect(OF_TODAY.length).toBeGreaterThan(10);
  expect(OF_TODAY.flatMap((page) => missingPlaces(page, PLACES).map((found) => `${page.path}:${found}`))).toEqual([]);
});

const SOME = placesOf(['docs/a.md', 'engine/src/call/state.ts', 'README.md']);
const page = (text: string) => ({ path: 'docs/a.md', text });

test.each(['[b](b.md)', '[a](a.md#gone)', '[a](#gone)', '[root](README.md)', '[state](../engine/state.ts)'])('a link that leads nowhere is found: %s', (text) => {
  expect(brokenLinks(page(`# Here\n${text}`), SOME, () => '# Here')).toHaveLength(1);
});

test.each(['[a](a.md#here)', '[a](#here)', '[root](../README.md)', '[state](../engine/src/call/state.ts)', '[folder](../engine/src/call/)', '[web](https://example.org/gone.md)'])(
  'a link that leads somewhere is not: %s',
  (text) => {
    expect(brokenLinks(page(`# Here\n${text}`), SOME, () => '# Here')).toEqual([]);
  },
);

test.each(['`web.ts`', '`engine/src/peer`', '`call/phase.ts`', '`npx vitest engine/src/peer`', '`call/{state,phase}.ts`', '```sh\nnode phase.ts\n```'])(
  'a file or folder that is gone is found: %s',
  (text) => {
    expect(missingPlaces(page(text), SOME)).toHaveLength(1);
  },
);

test.each(['`state.ts`', '`call/state.ts`', '`engine/src/call/`', '`engine`', '`calls/{id}`', '`firebase/firestore`', '`Clock.elapsed`', 'gone.ts', '`engine/**/*.test.ts`'])(
  'what is there, and what names no place, is not: %s',
  (text) => {
    expect(missingPlaces(page(text), SOME)).toEqual([]);
  },
);

test('headings have the anchors that GitHub gives them', () => {
  expect([...anchorsOf('# With functions (Blaze)\n## `npm start`, and more\n## Same\n## Same\n```\n# no heading\n```')]).toEqual([
    'with-functions-blaze',
    'npm-start-and-more',
    'same',
    'same-1',
  ]);
});
