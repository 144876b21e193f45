/**
 * `npm run test:reliability`: what bounds a time or a rate, tried and kept as a record.
 *
 *   node scripts/bootstrap.mjs reliability [name …] [--tries N] [--seed N]
 *
 * A name is a suite (`matrix`), a cell, or any part of cells' names; all cells without one. Tries add up in
 * docs/reliability.json until the code concerned changes; docs/reliability.md has the table. Ends with status 1 for an
 * untruth alone (a false end, "full" told to a party, a screen that says Connected while the other side is gone, a document left), and when
 * the run itself broke.
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
import type { Plan } from '../emulator-tests/reliability/plan.ts';
import { addRun, asText, EMPTY, type ReliabilityRecord, type TryResult } from './reliability/record.ts';
import { listWorse } from './reliability/worse.ts';
import { linesOf } from './test-run/for-the-record.ts';
import { endPrograms, runProgram } from './test-run/run-program.ts';
import { prepareReliability } from './test-run/stages.ts';

const JSON_FILE = join(ROOT, 'docs/reliability.json');
const PAGE = join(ROOT, 'docs/reliability.md');

const { values, positionals } = parseArgs({
  allowPositionals: true, options: { tries: { type: 'string', default: '1' }, seed: { type: 'string', default: String(Date.now() % 1_000_000) } },
});
const file = join(ROOT, 'output', `reliability-${process.pid}.jsonl`);
const began = performance.now();
let madeOn: Readonly<Record<string, string>> = {};
// The tries made by then count.
stopOnSignals(() => {
  endPrograms();
  keep(readResults());
});
try {
  const tries = Number(values.tries);
  if (!Number.isInteger(tries) || tries < 1) throw new Missing(`--tries ${values.tries}: give a whole number from 1 on.`);
  const noLab = await prepareReliability();
  if (noLab !== undefined) console.log(`left out: cells on networks of their own, because ${noLab}`);
  madeOn = await machine();
  const code = await tryCells({ names: positionals, tries, seed: values.seed, file, hasLab: noLab === undefined });
  const results = readResults();
  keep(results);
  const untrue = results.filter(({ outcome }) => outcome === 'untrue');
  for (const { cell, why = '' } of untrue) console.error(`! untrue: ${cell}: ${why}`);
  if (untrue.length === 0 && code !== 0) console.error('! the run itself broke: see above');
  process.exitCode = untrue.length > 0 || code !== 0 ? 1 : 0;
} catch (error) {
  tell(error);
  process.exitCode = 1;
}

/** In one process of the tests' runner, which adds a line to the plan's file after each try. @returns its exit code */
function tryCells(plan: Plan): Promise<number | null> {
  mkdirSync(join(ROOT, 'output'), { recursive: true });
  rmSync(plan.file, { force: true });
  console.log(`Seed ${plan.seed}: the same seed tries the same cells in the same order.`);
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
  return runProgram(process.execPath, [vitest, 'run', '--project', 'reliability', '--reporter=dot'], { FIRELINK_RELIABILITY: JSON.stringify(plan) });
}

function readResults(): readonly TryResult[] {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
  return lines.map((line) => JSON.parse(line) as TryResult);
}

function keep(results: readonly TryResult[]): void {
  if (results.length === 0) return;
  const minutes = Math.round((performance.now() - began) / 6_000) / 10;
  const before = existsSync(JSON_FILE) ? (JSON.parse(readFileSync(JSON_FILE, 'utf8')) as ReliabilityRecord) : EMPTY;
  const invalid = results.filter(({ outcome }) => outcome === 'invalid').length;
  const record = addRun(before, { commit: commitOf(ROOT), machine: madeOn, tries: results.length, invalid, minutes }, results);
  writeFileSync(JSON_FILE, asText(record));
  writeFileSync(PAGE, putRecord(readFileSync(PAGE, 'utf8'), record));
  const names = [...new Set(results.map(({ cell }) => cell))];
  console.log('');
  for (const { suite, rows } of suiteTables(record, names)) console.log(`${linesOf({ kind: 'table', title: suite, rows }).join('\n')}\n`);
  const worse = listWorse(record, names);
  console.log(worse.length === 0 ? 'Nothing has become worse.' : worse.map((line) => `worse: ${line}`).join('\n'));
  console.log(`${results.length} tries, ${invalid} invalid, in ${minutes} min. Written: docs/reliability.json, docs/reliability.md`);
}
