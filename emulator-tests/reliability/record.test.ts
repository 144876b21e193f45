/** Tries the cells of the plan and hands each result to scripts/reliability.ts. It fails for an untruth alone. */
import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ROOT } from '../../scripts/machine/paths.ts';
import { hashCode } from '../../scripts/reliability/code-hash.ts';
import type { TryResult } from '../../scripts/reliability/record.ts';
import { ALL_CELLS } from './cells/all.ts';
import { Grounds } from './grounds.ts';
import { tryOnce } from './one-try.ts';
import { type Plan, planTries } from './plan.ts';

const ALL_ONCE: Plan = { names: [], tries: 1, seed: '1', file: join(ROOT, 'output/reliability.jsonl'), hasLab: true };

const asked = process.env['FIRELINK_RELIABILITY'];
const plan = asked === undefined ? ALL_ONCE : (JSON.parse(asked) as Plan);
const planned = planTries(ALL_CELLS, plan);
/** Of what was built for this run. */
const codes = new Map(planned.map(({ cell }) => [cell, hashCode(ROOT, cell.code)]));
const grounds = new Grounds();
mkdirSync(dirname(plan.file), { recursive: true });
afterAll(() => grounds.close());

test.each(planned.map((one, index) => ({ ...one, title: `${index + 1} of ${planned.length}: ${one.cell.name}` })))('$title', async ({ cell, title }) => {
  const tried = await tryOnce(cell, grounds);
  const { name, promise, code } = cell;
  const hash = codes.get(cell) ?? '';
  const isSameCode = hash === hashCode(ROOT, code);
  const result: TryResult = { cell: name, promise, code: hash, ...tried, ...(!isSameCode && { outcome: 'invalid', why: 'the code has changed since it was built' }) };
  appendFileSync(plan.file, `${JSON.stringify(result)}\n`);
  const { outcome, seconds, lagMs, why } = result;
  console.log(`${title}: ${outcome}${seconds === undefined ? '' : `, ${seconds.toFixed(2)} s`} (lag ${lagMs.driver} and ${lagMs.pages} ms)${why === undefined ? '' : `\n${why}`}`);
  expect(outcome, why).not.toBe('untrue');
});
