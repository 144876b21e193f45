/**
 * `npm run bench`: how fast the sweep deletes, and that its memory does not grow with what there is to do.
 *
 *   node scripts/bootstrap.mjs bench [how many stale calls…]
 */
import { benchSweep } from '../emulator-tests/bench/sweep-bench.ts';
import { tell } from './machine/missing.ts';
import { stopAll, stopOnSignals } from './machine/processes.ts';
import { linesOf } from './test-run/for-the-record.ts';

/** More by argument: an emulator reads through all that has expired for each page, so a tenfold takes a hundredfold. */
const BACKLOGS = [1_000, 4_000];

/** What a garbage collector makes of the same work differs by less. */
const MAX_GROWTH = 1.5;

stopOnSignals();
try {
  const chosen = process.argv.slice(2).map(Number);
  const rows = await benchSweep(chosen.length > 0 ? chosen : BACKLOGS, (text) => console.log(text));
  console.log(`\n${linesOf({ kind: 'table', title: 'The sweep, on an emulator of this machine', rows }).join('\n')}`);
  const peaks = rows.map((row) => Number(row['peak memory, MB']));
  const hasGrown = (peaks.at(-1) ?? 0) > MAX_GROWTH * (peaks.at(-2) ?? Infinity);
  if (hasGrown) console.error('\nMemory grows with the backlog.');
  process.exitCode = hasGrown ? 1 : 0;
} catch (error) {
  tell(error);
  process.exitCode = 1;
} finally {
  await stopAll();
}
