import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { ROOT } from '../../../scripts/machine/paths.ts';
import type { Lab } from '../lab/lab.ts';
import { type Candidate, readSelectedPair } from '../calls/connections.ts';
import { LabCast } from '../lab-cast.ts';
import type { NetworkStack } from '../network-stack.ts';
import { keepLog } from './page-log.ts';
import type { Scenario } from './scenarios.ts';
import type { Subject, SubjectKind } from './subjects.ts';
import { type Outcome, watchRecovery } from './watch.ts';

export interface Series {
  readonly scenario: string;
  readonly subject: string;
  /** One for each try; undefined for a call that did not recover, after which there are no more. */
  readonly recoveriesMs: readonly (number | undefined)[];
}

/** A connection that has recovered may find a better way for some seconds more. */
const PATIENCE = { timeout: 15_000, interval: 200 };

/** Outlives the run, for whoever wants to know why something took long. */
const LOG = join(ROOT, 'output', `recovery-${new Date().toISOString().replace(/\D/g, '').slice(4, 12)}.log`);

/** The same change, so many times in a row in one call. What happened is told in `output/recovery-<when>.log`. */
export async function measure(lab: Lab, stack: NetworkStack, kind: SubjectKind, scenario: Scenario, tries: number): Promise<Series> {
  lab.reset();
  for (const client of ['a', 'b'] as const) lab.client(client).nat(scenario.nat);
  scenario.prepare?.(lab);
  const cast = await LabCast.gather(lab, stack, 'with-relay');
  try {
    const subject = await kind.begin(cast, stack.secret);
    const logs = subject.sides.map((side) => keepLog(side));
    const title = `${scenario.name}, ${kind.name}`;
    await settle(subject, `${title}, before`);
    const recoveriesMs: (number | undefined)[] = [];
    for (let number = 1; number <= tries; number += 1) {
      const since = Date.now();
      await scenario.change(lab, number);
      const from = Date.now();
      await subject.repair();
      const outcome = await watchRecovery(subject.sides, since, from, logs);
      recoveriesMs.push(outcome.recoveredMs);
      tell(`${title}, ${number}`, outcome);
      if (outcome.recoveredMs === undefined) break;
      if (scenario.way) await expect.poll(() => firstStep(subject), PATIENCE).toMatchObject(scenario.way);
      if (number === tries || !scenario.restore) continue;
      scenario.restore(lab, number);
      await subject.repair();
      await settle(subject, `${title}, after ${number}`);
      if (scenario.way) await expect.poll(() => isElsewhere(subject, scenario.way ?? {}), PATIENCE).toBe(true);
    }
    return { scenario: scenario.name, subject: kind.name, recoveriesMs };
  } finally {
    await cast.disband();
    lab.reset();
  }
}

/** Of client a's way. */
async function firstStep({ sides: [alice] }: Subject): Promise<Partial<Candidate>> {
  return (await alice?.page.evaluate(readSelectedPair))?.local ?? {};
}

/** There is a way, and it is another one: between two there may be none. */
async function isElsewhere(subject: Subject, way: Partial<Candidate>): Promise<boolean> {
  const step = await firstStep(subject);
  return step.type !== undefined && !(Object.keys(way) as (keyof Candidate)[]).every((key) => step[key] === way[key]);
}

/** @throws when frames don't flow */
async function settle(subject: Subject, when: string): Promise<void> {
  const outcome = await watchRecovery(subject.sides, Date.now(), Date.now(), []);
  if (outcome.recoveredMs === undefined) throw new Error(`${when}: no frames\n${outcome.timeline.join('\n')}`);
}

function tell(title: string, { recoveredMs, timeline }: Outcome): void {
  const result = recoveredMs === undefined ? 'NOT RECOVERED' : `${(recoveredMs / 1_000).toFixed(1)} s`;
  console.log(`${title}: ${result}`);
  appendFileSync(LOG, `${title}: ${result}\n${timeline.join('\n')}\n\n`);
}
