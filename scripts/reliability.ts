/**
 * `npm run test:reliability`: what bounds a time or a rate, tried and kept as a record.
 *
 *   node scripts/bootstrap.mjs reliability [name …] [--tries N] [--seed N]
 *
 * A name is a suite (`matrix`), a cell, or any part of its name; all cells without one. Tries add up in
 * docs/reliability.json until the code concerned changes; docs/reliability.md has the table. Ends with status 1 for an
 * untruth alone: a false end, "full" told to a party, a screen that says Connected to nobody, a document left.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { machine } from './bench/machine.ts';
import { commitOf } from './reliability/commit.ts';
import { Missing, tell } from './machine/missing.ts';
import { ROOT } from './machine/paths.ts';
import { stopOnSignals } from './machine/processes.ts';
import { putRecord, suiteTables } from './reliability/page.ts';
import { addRun, EMPTY, type ReliabilityRecord, type TryResult } from './reliability/record.ts';
import { listWorse } from './reliability/worse.ts';
import { linesOf } from './test-run/for-the-record.ts';
import { endPrograms, runProgram } from './test-run/run-program.ts';
import { prepareReliability } from './test-run/stages.ts';

const JSON_FILE = join(ROOT, 'docs/reliability.json');
const PAGE = join(ROOT, 'docs/reliability.md');

stopOnSignals(endPrograms);
const { values, positionals } = parseArgs({
  allowPositionals: true, options: { tries: { type: 'string', default: '1' }, seed: { type: 'string', default: String(Date.now() % 1_000_000) } },
});
try {
  const tries = Number(values.tries);
  if (!Number.isInteger(tries) || tries < 1) throw new Missing(`--tries ${values.tries}: give a whole number from 1 on.`);
  await prepareReliability();
  const { results, code, minutes } = await tryCells({ names: positionals, tries, seed: values.seed });
  if (results.length > 0) await keep(results, minutes);
  for (const { cell, why = '' } of results.filter(({ outcome }) => outcome === 'untrue')) console.error(`! untrue: ${cell}: ${why}`);
  process.exitCode = results.length === 0 || results.some(({ outcome }) => outcome === 'untrue') || code !== 0 ? 1 : 0;
} catch (error) {
  tell(error);
  process.exitCode = 1;
}

interface Plan {
  readonly names: readonly string[];
  readonly tries: number;
  readonly seed: string;
}

/** In one process of the tests' runner, which hands over a line a try: what was tried by the time it ends counts, however it ends. */
async function tryCells(plan: Plan): Promise<{ readonly results: readonly TryResult[]; readonly code: number | null; readonly minutes: number }> {
  mkdirSync(join(ROOT, 'output'), { recursive: true });
  const file = join(ROOT, 'output', `reliability-${process.pid}.jsonl`);
  rmSync(file, { force: true });
  const began = performance.now();
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
  console.log(`Seed ${plan.seed}: the same seed tries the same cells in the same order.`);
  const code = await runProgram(process.execPath, [vitest, 'run', '--project', 'reliability', '--reporter=dot'], {
    FIRELINK_RELIABILITY: JSON.stringify({ ...plan, file }),
  });
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
  return { results: lines.map((line) => JSON.parse(line) as TryResult), code, minutes: Math.round((performance.now() - began) / 6_000) / 10 };
}

async function keep(results: readonly TryResult[], minutes: number): Promise<void> {
  const before = existsSync(JSON_FILE) ? (JSON.parse(readFileSync(JSON_FILE, 'utf8')) as ReliabilityRecord) : EMPTY;
  const invalid = results.filter(({ outcome }) => outcome === 'invalid').length;
  const record = addRun(before, { commit: commitOf(ROOT), machine: await machine(), tries: results.length, invalid, minutes }, results);
  writeFileSync(JSON_FILE, `${JSON.stringify(record, null, 1)}\n`);
  writeFileSync(PAGE, putRecord(readFileSync(PAGE, 'utf8'), record));
  const names = [...new Set(results.map(({ cell }) => cell))];
  console.log('');
  for (const { suite, rows } of suiteTables(record, names)) console.log(`${linesOf({ kind: 'table', title: suite, rows }).join('\n')}\n`);
  const worse = listWorse(record, names);
  console.log(worse.length === 0 ? 'Nothing has become worse.' : worse.map((line) => `worse: ${line}`).join('\n'));
  console.log(`${results.length} tries, ${invalid} invalid, in ${minutes} min. Written: docs/reliability.json, docs/reliability.md`);
}
