/**
 * What happens to a network in mid-call, for the app and for the browser alone: an ICE restart or a new connection, told
 * at once. The browser's own figures are what the app's are read beside; nobody mends a browser.
 */
import { measure } from '../../network/recovery/measure.ts';
import { REFERENCES, type Scenario, SCENARIOS } from '../../network/recovery/scenarios.ts';
import { APP, BARE_REBUILD, BARE_RESTART, type SubjectKind } from '../../network/recovery/subjects.ts';
import { type Cell, APP_IN_LAB, within } from '../cell.ts';

/** Whoever waits longer hangs up. */
const RECOVERED_S = 20;
const MEASURING = ['emulator-tests/network/recovery', 'emulator-tests/network/lab', 'emulator-tests/reliability/cells/recovery.ts'];

const cell = (scenario: Scenario, kind: SubjectKind, code: readonly string[]): Cell => ({
  name: `${kind === APP ? 'recovery' : 'recovery of the browser alone'}: ${scenario.name}${kind === APP ? '' : `, ${kind.name}`}`,
  promise: `frames advance on both sides again within ${RECOVERED_S} s of the path’s return`,
  code: [...code, ...MEASURING],
  isInLab: true,
  prepare: (grounds) => grounds.lab(),
  async run(grounds) {
    const { lab, stack } = await grounds.lab();
    const { recoveredMs, timeline } = await measure(lab, stack, kind, scenario, { onEnter: ({ page }) => grounds.watch(page), onBegin: () => grounds.lag.begin() });
    return within(RECOVERED_S, recoveredMs === undefined ? undefined : recoveredMs / 1_000, timeline.join('\n'));
  },
});

export const RECOVERY: readonly Cell[] = [
  ...SCENARIOS.map((scenario) => cell(scenario, APP, [...APP_IN_LAB])),
  ...REFERENCES.flatMap((scenario) => [BARE_RESTART, BARE_REBUILD].map((kind) => cell(scenario, kind, []))),
];
