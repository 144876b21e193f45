import {expect, test} from 'vitest';
import {readFileSync} from 'node:fs';
import {f, x} from './x.ts';
test('x', () => { f(); expect(x).toBe(readFileSync.length); });
