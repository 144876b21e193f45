import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordTable } from '../../../scripts/test-run/for-the-record.ts';
import type { Lab } from '../../network/lab/lab.ts';
import { buildLab, type NetworkStack } from '../../network/network-stack.ts';
import { measure, type Series } from '../../network/recovery/measure.ts';
import { recoveryRows } from '../../network/recovery/recovery-table.ts';
import { REFERENCES, SCENARIOS } from '../../network/recovery/scenarios.ts';
import { APP, BARE_REBUILD, BARE_RESTART } from '../../network/recovery/subjects.ts';

const TRIES = 5;
/** What the browser takes by itself varies little. */
const REFERENCE_TRIES = 2;

let lab: Lab;
let stack: NetworkStack;
const series: Series[] = [];
const references: Series[] = [];
beforeAll(async () => {
  ({ lab, stack } = await buildLab());
});
afterAll(() => lab.remove());

test.for(SCENARIOS)(`$name: the call recovers ${TRIES} times in a row`, async (scenario) => {
  const measured = await measure(lab, stack, APP, scenario, TRIES);
  series.push(measured);
  expect(measured.recoveriesMs.filter((ms) => ms !== undefined)).toHaveLength(TRIES);
});

// Nobody mends a browser: these are for comparison, and one that doesn't come back is a row of its own.
test.for(REFERENCES)('$name: what the browser takes by itself, told at once', async (scenario) => {
  for (const kind of [BARE_RESTART, BARE_REBUILD]) references.push(await measure(lab, stack, kind, scenario, REFERENCE_TRIES));
});

test('every change has been measured, with the browser alone beside it', ({ task }) => {
  recordTable(task, 'Recovery: from the path’s return to frames on both sides', recoveryRows(series, TRIES));
  recordTable(task, 'Recovery: the browser alone, told at once', recoveryRows(references, REFERENCE_TRIES));
  expect([series.length, references.length]).toEqual([SCENARIOS.length, 2 * REFERENCES.length]);
});
