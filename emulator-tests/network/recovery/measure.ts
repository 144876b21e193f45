import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { ROOT } from '../../../scripts/machine/paths.ts';
import type { OnEnter } from '../../participants/cast.ts';
import { readSelectedPair, type Candidate } from '../calls/connections.ts';
import type { Lab } from '../lab/lab.ts';
import { LabCast, type Site } from '../lab-cast.ts';
import type { NetworkStack } from '../network-stack.ts';
import { keepLog } from './page-log.ts';
import type { Scenario } from './scenarios.ts';
import type { Subject, SubjectKind } from './subjects.ts';
import { type Outcome, watchRecovery } from './watch.ts';

/** Outlives the run: it tells why something took long. */
const LOG = join(ROOT, 'output', `recovery-${new Date().toISOString().replace(/\D/g, '').slice(4, 12)}.log`);

export interface Watching {
  /** Default `with-relay`: Firestore over HTTP/1.1. */
  readonly site?: Site;
  readonly onEnter?: OnEnter;
  /** Told when the call stands, and the change is to come. */
  readonly onBegin?: () => void;
}

/** A call, and a change in the middle of it. What happened is told in `output/recovery-<when>.log`. */
export async function measure(lab: Lab, stack: NetworkStack, kind: SubjectKind, scenario: Scenario, { site = 'with-relay', onEnter, onBegin }: Watching = {}): Promise<Outcome> {
  lab.reset();
  for (const client of ['a', 'b'] as const) lab.client(client).nat(scenario.nat);
  scenario.prepare?.(lab);
  const cast = await LabCast.gather(lab, stack, site, onEnter);
  try {
    const subject = await kind.begin(cast, stack.secret);
    const logs = subject.sides.map((side) => keepLog(side));
    const title = `${scenario.name}, ${kind.name}${site === 'over-http2' ? ' over HTTP/2' : ''}`;
    await settle(subject, title);
    if (scenario.earlier) {
      scenario.earlier(lab);
      await subject.repair();
      await settle(subject, title);
    }
    onBegin?.();
    const since = Date.now();
    await scenario.change(lab);
    const from = Date.now();
    await subject.repair();
    const outcome = await watchRecovery(subject.sides, since, from, logs);
    tell(title, outcome);
    // A connection that has recovered may find a better way for some seconds more.
    if (outcome.recoveredMs !== undefined && scenario.way) await expect.poll(() => firstStep(subject), { message: title }).toMatchObject(scenario.way);
    return outcome;
  } finally {
    await cast.disband();
    lab.reset();
  }
}

/** Of client a's way. */
async function firstStep({ sides: [alice] }: Subject): Promise<Partial<Candidate>> {
  return (await alice?.page.evaluate(readSelectedPair))?.local ?? {};
}

/** @throws when frames don't flow */
async function settle(subject: Subject, title: string): Promise<void> {
  const outcome = await watchRecovery(subject.sides, Date.now(), Date.now(), []);
  if (outcome.recoveredMs === undefined) throw new Error(`${title}, before: no frames\n${outcome.timeline.join('\n')}`);
}

function tell(title: string, { recoveredMs, timeline }: Outcome): void {
  const result = recoveredMs === undefined ? 'NOT RECOVERED' : `${(recoveredMs / 1_000).toFixed(1)} s`;
  appendFileSync(LOG, `${title}: ${result}\n${timeline.join('\n')}\n\n`);
}
