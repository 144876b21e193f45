/** The table of layers in docs/architecture.md says what scripts/lint/layers.mjs has the linter check. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LAYERS } from '../lint/layers.mjs';
import { ROOT } from '../machine/paths.ts';

interface Layer {
  readonly folder: string;
  readonly layers: readonly string[];
  readonly typesOnly?: readonly string[];
  readonly except?: RegExp;
  readonly packages: readonly string[];
}

const listed = (names: readonly string[]): string => (names.length === 0 ? '–' : names.join(', '));

/** A layer as the table shows it. A layer with an exception excepts the adapters of signaling. */
function rowOf([name, { folder, layers, typesOnly = [], except, packages }]: [string, Layer]): string[] {
  const imports = [
    ...layers.map((layer) => (layer === 'signaling' && except !== undefined ? 'signaling without its adapters' : layer)),
    ...typesOnly.map((layer) => `types of ${layer}`),
  ];
  return [name, folder, listed(imports), listed(packages.map((entry) => (entry === 'node:' ? 'Node' : entry)))];
}

test('the table of layers and the lint rule agree', () => {
  const page = readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8');
  const table = page.slice(page.indexOf('| layer | folder |')).split('\n\n', 1)[0] ?? '';
  const rows = table
    .split('\n')
    .slice(2)
    .map((row) => row.split('|').slice(1, -1).map((cell) => cell.replaceAll('`', '').replace('(planned)', '').trim()));
  expect(rows).toEqual(Object.entries<Layer>(LAYERS).map(rowOf));
});
