/**
 * `npm test`, `npm run check`, `npm run test:full`: runs stages one after another and ends with `N passed, N failed`.
 *
 *   node scripts/bootstrap.mjs test [all | check | full | <stage>…]
 */
import { Missing, tell } from './machine/missing.ts';
import { stopOnSignals } from './machine/processes.ts';
import { endPrograms } from './test-run/run-program.ts';
import { linesOf, type TableRow } from './test-run/for-the-record.ts';
import { type Stage, STAGES, SUITES } from './test-run/stages.ts';
import { sum, type Tally } from './test-run/tally.ts';

stopOnSignals(endPrograms);

function chooseStages(words: readonly string[]): readonly Stage[] {
  const names = words.flatMap((word) => SUITES[word] ?? [word]);
  const unknown = names.find((name) => !STAGES.some((stage) => stage.name === name));
  if (unknown !== undefined) {
    const known = [...Object.keys(SUITES), ...STAGES.map(({ name }) => name)].join(', ');
    throw new Missing(`There is no stage "${unknown}": choose among ${known}.`);
  }
  return STAGES.filter(({ name }) => names.includes(name));
}

/** A row a stage, for the table at the end. */
const spent: TableRow[] = [];

async function runStage(stage: Stage): Promise<Tally> {
  console.log(`\n━━ ${stage.title} ━━`);
  const start = performance.now();
  let tally: Tally;
  try {
    tally = await stage.run();
  } catch (error) {
    tell(error);
    tally = { passed: 0, failed: 1, problems: ['it could not run'] };
  }
  const seconds = Math.round((performance.now() - start) / 1000);
  const over = seconds > stage.budgetS ? ', over its budget' : '';
  console.log(`${stage.name}: ${tally.passed} passed, ${tally.failed} failed (${seconds} s of ${stage.budgetS} s${over})`);
  spent.push({ stage: stage.name, 'took, s': seconds, 'budget, s': stage.budgetS, ' ': over === '' ? '' : 'over its budget' });
  return { ...tally, problems: tally.problems.map((problem) => `${stage.name}: ${problem}`) };
}

const words = process.argv.slice(2);
try {
  const tallies: Tally[] = [];
  for (const stage of chooseStages(words.length === 0 ? ['all'] : words)) tallies.push(await runStage(stage));
  const total = sum(tallies);
  console.log('');
  const { record = [] } = total;
  if (record.length > 0) console.log(`For the record\n\n${record.flatMap(linesOf).join('\n')}\n`);
  const sumOf = (column: 'took, s' | 'budget, s'): number => spent.reduce((sum, row) => sum + Number(row[column]), 0);
  const rows = [...spent, { stage: 'all', 'took, s': sumOf('took, s'), 'budget, s': sumOf('budget, s') }];
  console.log(`${linesOf({ kind: 'table', title: 'Time, of each stage’s budget on two quiet cores', rows }).join('\n')}\n`);
  for (const suite of total.leftOut ?? []) console.log(`left out: ${suite}`);
  for (const problem of total.problems) console.log(`! ${problem}`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed === 0 ? 0 : 1;
} catch (error) {
  tell(error);
  process.exitCode = 1;
}
