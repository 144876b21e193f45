import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordTable } from '../../../scripts/test-run/for-the-record.ts';
import type { Lab } from '../../network/lab/lab.ts';
import { buildLab, type NetworkStack } from '../../network/network-stack.ts';
import { measure, type Series } from '../../network/recovery/measure.ts';
import { recoveryRows } from '../../network/recovery/recovery-table.ts';
import { AT_ONCE, REFERENCES, type Scenario, SCENARIOS, WAITING } from '../../network/recovery/scenarios.ts';
import { APP, BARE_REBUILD, BARE_RESTART } from '../../network/recovery/subjects.ts';

const TRIES = 5;
/** What the browser takes by itself varies little. */
const REFERENCE_TRIES = 2;

let lab: Lab;
/** For what runs beside it. */
let otherLab: Lab;
let stack: NetworkStack;
const series: Series[] = [];
const references: Series[] = [];
beforeAll(async () => {
  ({ lab, stack } = await buildLab());
  ({ lab: otherLab } = await buildLab());
});
afterAll(async () => {
  await lab?.remove();
  await otherLab?.remove();
});

async function recovers(where: Lab, scenario: Scenario): Promise<void> {
  const measured = await measure(where, stack, APP, scenario, TRIES);
  series.push(measured);
  expect(measured.recoveriesMs.filter((ms) => ms !== undefined), scenario.name).toHaveLength(TRIES);
}

test.for(AT_ONCE)(`$name: the call recovers ${TRIES} times in a row`, (scenario) => recovers(lab, scenario));

describe.concurrent('links that are down, which mostly means waiting: so two laboratories side by side', () => {
  test.for(WAITING.map((scenarios, index) => ({ scenarios, index, names: scenarios.map(({ name }) => name).join('; ') })))(
    `$names: the call recovers ${TRIES} times in a row`,
    async ({ scenarios, index }) => {
      for (const scenario of scenarios) await recovers(index === 0 ? lab : otherLab, scenario);
    },
  );
});

// Nobody mends a browser: these are for comparison, and one that doesn't come back is a row of its own.
test.for(REFERENCES)('$name: what the browser takes by itself, told at once', async (scenario) => {
  for (const kind of [BARE_RESTART, BARE_REBUILD]) references.push(await measure(lab, stack, kind, scenario, REFERENCE_TRIES));
});

test('every change has been measured, with the browser alone beside it', ({ task }) => {
  recordTable(task, 'Recovery: from the path’s return to frames on both sides', recoveryRows(series.toSorted((one, other) => place(one) - place(other)), TRIES));
  recordTable(task, 'Recovery: the browser alone, told at once', recoveryRows(references, REFERENCE_TRIES));
  expect([series.length, references.length]).toEqual([SCENARIOS.length, 2 * REFERENCES.length]);
});

function place({ scenario }: Series): number {
  return SCENARIOS.findIndex(({ name }) => name === scenario);
}
