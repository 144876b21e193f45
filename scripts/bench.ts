/**
 * `npm run bench`: how long things take, beside what others take and what is within reach, in one run.
 *
 *   node scripts/bootstrap.mjs bench [set-up] [cost] [crowd] [mint] [memory] [transfer] [sweep] [media-first]
 *        [--tries 7] [--calls 100] [--minutes 3] [--backlog 1000,4000,100000/2000] [--write]
 *        [--mib 256] [--rounds 8]
 *        [--before <commit or checkout>] [--only firelink,before] [--warm]
 *
 * All of it unless some is named. The tables are printed, and kept in output/bench.json with every try. `--write` keeps
 * them in docs/performance.json and docs/performance.md, too. `100000/2000` calls: so many at once.
 * `--before` has the set-up measure another version of the page in turn with today's, on the same emulators and with its own
 * rules. `--only` names the contestants of the set-up: limit, codelab, peerjs, firelink, before. `--warm`
 * leaves out the calls from a cold link. Of the transfer `--only` names where (loopback, link, memory, call) and who (limit,
 * tutorial, firelink). The link needs root and Linux, as the network laboratory does.
 */
import { relative } from 'node:path';
import { machine } from './bench/machine.ts';
import { readBenchOptions } from './bench/options.ts';
import { PARTS, type PartName, type Report } from './bench/parts.ts';
import { keepRun, writeReport } from './bench/report.ts';
import { tell } from './machine/missing.ts';
import { stopAll, stopOnSignals } from './machine/processes.ts';
import { linesOf } from './test-run/for-the-record.ts';

stopOnSignals();
try {
  const options = readBenchOptions(process.argv.slice(2));
  const unknown = options.parts.find((name) => !(name in PARTS));
  if (unknown !== undefined) throw new Error(`There is no part "${unknown}": choose among ${Object.keys(PARTS).join(', ')}.`);
  const names = (Object.keys(PARTS) as PartName[]).filter((name) => options.parts.length === 0 || options.parts.includes(name));
  const reports: Partial<Record<PartName, Report>> = {};
  for (const name of names) {
    console.log(`\n━━ ${name} ━━`);
    reports[name] = await PARTS[name]({ ...options, tell: (text) => console.log(text) });
  }
  console.log('');
  for (const report of Object.values(reports)) {
    for (const { title, rows } of report.tables) console.log(`${linesOf({ kind: 'table', title, rows }).join('\n')}\n`);
    for (const problem of report.problems) console.error(`! ${problem}`);
  }
  const run = { machine: await machine(), reports };
  console.log(`Every try, and on which machine: ${relative(process.cwd(), keepRun(run))}`);
  if (options.isWritten) writeReport(run);
  process.exitCode = Object.values(reports).some(({ problems }) => problems.length > 0) ? 1 : 0;
} catch (error) {
  tell(error);
  process.exitCode = 1;
} finally {
  await stopAll();
  // PeerJS's server has timers of its own that nothing ends.
  process.exit();
}
