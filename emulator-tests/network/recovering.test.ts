import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Lab } from './lab/lab.ts';
import { buildLab, type NetworkStack } from './network-stack.ts';
import { measure } from './recovery/measure.ts';
import { ADDRESS_CHANGE } from './recovery/scenarios.ts';
import { APP } from './recovery/subjects.ts';

let lab: Lab;
let stack: NetworkStack;
beforeAll(async () => {
  ({ lab, stack } = await buildLab());
});
afterAll(() => lab.remove());

test('alice goes from Wi-Fi to cable in mid-call: the picture moves again on both sides', async () => {
  const { recoveriesMs } = await measure(lab, stack, APP, ADDRESS_CHANGE, 1);
  expect(recoveriesMs).toEqual([expect.any(Number)]);
});
