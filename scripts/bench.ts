/**
 * `npm run bench`: how long things take, beside what others take and what is within reach, in one run.
 *
 *   node scripts/bootstrap.mjs bench [set-up] [cost] [crowd] [mint] [memory] [sweep]
 *        [--tries 7] [--calls 100] [--minutes 3] [--backlog 1000,4000,100000/2000] [--write]
 *
 * All of it unless some is named. The tables are printed, and kept in output/bench.json with every try. `--write` keeps
 * them in docs/performance.json and docs/performance.md, too. `100000/2000` calls: so many at once.
 */
import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import type { Backlog } from '../bench/sweep/sweep-bench.ts';
import { machine } from './bench/machine.ts';
import { PARTS, type PartName, type PartOptions, type Report } from './bench/parts.ts';
import { keepRun, writeReport } from './bench/report.ts';
import { tell } from './machine/missing.ts';
import { stopAll, stopOnSignals } from './machine/processes.ts';
import { linesOf } from './test-run/for-the-record.ts';

stopOnSignals();
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    tries: { type: 'string', default: '7' }, calls: { type: 'string', default: '100' }, minutes: { type: 'string', default: '3' },
    backlog: { type: 'string', default: '1000,4000,100000/2000' }, write: { type: 'boolean', default: false },
  },
});
const options: PartOptions = {
  tries: Number(values.tries), calls: Number(values.calls), minutes: Number(values.minutes),
  backlogs: values.backlog.split(',').map(backlogOf), tell: (text) => console.log(text),
};
try {
  const unknown = positionals.find((name) => !(name in PARTS));
  if (unknown !== undefined) throw new Error(`There is no part "${unknown}": choose among ${Object.keys(PARTS).join(', ')}.`);
  const names = (Object.keys(PARTS) as PartName[]).filter((name) => positionals.length === 0 || positionals.includes(name));
  const reports: Partial<Record<PartName, Report>> = {};
  for (const name of names) {
    console.log(`\n━━ ${name} ━━`);
    reports[name] = await PARTS[name](options);
  }
  console.log('');
  for (const report of Object.values(reports)) {
    for (const { title, rows } of report.tables) console.log(`${linesOf({ kind: 'table', title, rows }).join('\n')}\n`);
    for (const problem of report.problems) console.error(`! ${problem}`);
  }
  const run = { machine: await machine(), reports };
  console.log(`Every try, and on which machine: ${relative(process.cwd(), keepRun(run))}`);
  if (values.write) writeReport(run);
  process.exitCode = Object.values(reports).some(({ problems }) => problems.length > 0) ? 1 : 0;
} catch (error) {
  tell(error);
  process.exitCode = 1;
} finally {
  await stopAll();
  // PeerJS's server has timers of its own that nothing ends.
  process.exit();
}

function backlogOf(text: string): Backlog {
  const [calls = Number.NaN, atOnce = calls] = text.split('/').map(Number);
  if (!Number.isInteger(calls) || !Number.isInteger(atOnce) || calls < 1 || atOnce < 1) throw new Error(`"${text}" is no backlog: 4000, or 100000/2000.`);
  return { calls, atOnce };
}
