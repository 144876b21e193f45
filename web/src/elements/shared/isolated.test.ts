import { expect, it } from 'vitest';
import { isolated } from './isolated.ts';

it.each(['Ana', '王小明', 'さくら', 'प्रिया', 'Ян', '😀', '007', 'O’Neill (she/her)'])('%s stands in a sentence as it is', (name) => {
  expect(isolated(name)).toBe(name);
});

it.each(['محمد', 'אֲבִיגַיִל', 'Ana אנה', 'ﷺ', '𞤀𞤣'])('%s keeps to itself', (name) => {
  expect(isolated(name)).toBe(`\u2068${name}\u2069`);
});
