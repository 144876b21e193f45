/**
 * Network changes in mid-call, for the app and for the browser alone: an ICE restart or a new connection, told
 * at once. The browser's own figures are the reference for the app's.
 */
import type { Participant } from '../../participants/participant.ts';
import type { Site } from '../../network/lab-cast.ts';
import { measure } from '../../network/recovery/measure.ts';
import { REFERENCES, type Scenario, SCENARIOS } from '../../network/recovery/scenarios.ts';
import { APP, BARE_REBUILD, BARE_RESTART, type SubjectKind } from '../../network/recovery/subjects.ts';
import { type Cell, APP_IN_LAB, within } from '../cell.ts';

/** A person who waits longer hangs up. */
const RECOVERED_S = 20;
const MEASURING = ['emulator-tests/network/recovery', 'emulator-tests/network/lab', 'emulator-tests/reliability/cells/recovery.ts'];

/** Of the app: over what Firestore is reached. The emulator speaks HTTP/1.1, production HTTP/2. */
type Transport = 'HTTP/1.1' | 'HTTP/2';
const SUITES: Readonly<Record<Transport, string>> = { 'HTTP/1.1': 'recovery', 'HTTP/2': 'recovery over http/2' };

const cell = (suite: string, scenario: Scenario, kind: SubjectKind, code: readonly string[], site: Site): Cell => ({
  name: `${suite}: ${scenario.name}${kind === APP ? '' : `, ${kind.name}`}`,
  promise: `frames advance on both sides again within ${RECOVERED_S} s of the path’s return`,
  code: [...code, ...MEASURING],
  isInLab: true,
  prepare: (grounds) => grounds.lab(),
  async run(grounds) {
    const { lab, stack } = await grounds.lab();
    const watching = { site, onEnter: ({ page }: Participant) => grounds.watch(page), onBegin: () => grounds.lag.begin() };
    const { recoveredMs, timeline } = await measure(lab, stack, kind, scenario, watching);
    return within(RECOVERED_S, recoveredMs === undefined ? undefined : recoveredMs / 1_000, timeline.join('\n'));
  },
});

const ofApp = (transport: Transport, site: Site): readonly Cell[] => SCENARIOS.map((scenario) => cell(SUITES[transport], scenario, APP, [...APP_IN_LAB], site));

export const RECOVERY: readonly Cell[] = [
  ...ofApp('HTTP/1.1', 'with-relay'),
  ...ofApp('HTTP/2', 'over-http2'),
  ...REFERENCES.flatMap((scenario) => [BARE_RESTART, BARE_REBUILD].map((kind) => cell('recovery of the browser alone', scenario, kind, [], 'with-relay'))),
];
