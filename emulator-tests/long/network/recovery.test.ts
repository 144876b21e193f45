import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Lab } from '../../network/lab/lab.ts';
import { buildLab, type NetworkStack } from '../../network/network-stack.ts';
import { measure, type Series } from '../../network/recovery/measure.ts';
import { recoveryTable } from '../../network/recovery/recovery-table.ts';
import { REFERENCES, SCENARIOS } from '../../network/recovery/scenarios.ts';
import { APP, BARE_REBUILD, BARE_RESTART } from '../../network/recovery/subjects.ts';

const TRIES = 5;
/** What the browser takes by itself varies little. */
const REFERENCE_TRIES = 3;

let lab: Lab;
let stack: NetworkStack;
const series: Series[] = [];
const references: Series[] = [];
beforeAll(async () => {
  ({ lab, stack } = await buildLab());
});
afterAll(async () => {
  await lab.remove();
  console.log(`From the path's return to frames on both sides:\n${recoveryTable(series, TRIES)}`);
  console.log(`The browser alone, told at once:\n${recoveryTable(references, REFERENCE_TRIES)}`);
});

test.for(SCENARIOS)(`$name: the call recovers ${TRIES} times in a row`, async (scenario) => {
  const measured = await measure(lab, stack, APP, scenario, TRIES);
  series.push(measured);
  expect(measured.recoveriesMs.filter((ms) => ms !== undefined)).toHaveLength(TRIES);
});

test.for(REFERENCES)('$name: what the browser takes by itself, for comparison', async (scenario) => {
  for (const kind of [BARE_RESTART, BARE_REBUILD]) references.push(await measure(lab, stack, kind, scenario, REFERENCE_TRIES));
});
