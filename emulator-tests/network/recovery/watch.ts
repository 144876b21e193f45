import type { Participant } from '../../participants/participant.ts';
import { PATIENCE_MS } from '../../support/patience.ts';
import { type Moment, readRecord } from '../calls/connections.ts';
import { recoveredAfter, STALL_MS, STEADY_MS } from './recovered.ts';

const BETWEEN_MS = 200;

export interface Outcome {
  /** From the path's return until frames advance on both sides; undefined when they didn't. */
  readonly recoveredMs: number | undefined;
  readonly timeline: readonly string[];
}

/** Waits until both see frames again. @param from when the path was back @param since when all was still well @param logs what else each side tells */
export async function watchRecovery(
  sides: readonly Participant[], since: number, from: number, logs: readonly (readonly Moment[])[],
): Promise<Outcome> {
  const deadline = Date.now() + PATIENCE_MS + STEADY_MS;
  for (;;) {
    const records = await Promise.all(sides.map((side) => side.page.evaluate(readRecord, since - 2 * STALL_MS)));
    const each = records.map(({ frames }) => recoveredAfter(frames, from));
    const isRecovered = each.every((ms) => ms !== undefined);
    if (isRecovered || Date.now() > deadline) {
      return {
        recoveredMs: isRecovered ? Math.max(...each.map(Number)) : undefined,
        timeline: formatTimeline(
          sides.map(({ name }, index) => ({
            name,
            moments: [...(records[index]?.moments ?? []), ...(logs[index] ?? [])].filter(({ at }) => at >= since),
            recoveredMs: each[index],
          })),
          from,
        ),
      };
    }
    await new Promise((resolve) => {
      setTimeout(resolve, BETWEEN_MS);
    });
  }
}

interface Told {
  readonly name: string;
  readonly moments: readonly Moment[];
  readonly recoveredMs: number | undefined;
}

/** Seconds after the path was back, who, what. */
function formatTimeline(sides: readonly Told[], from: number): string[] {
  const all = sides.flatMap(({ name, moments, recoveredMs }) => [
    ...moments.map(({ at, what }) => ({ at: at - from, what: `${name}: ${what}` })),
    ...(recoveredMs === undefined ? [] : [{ at: recoveredMs, what: `${name}: FRAMES` }]),
  ]);
  return all.sort((one, other) => one.at - other.at).map(({ at, what }) => `${(at / 1_000).toFixed(2).padStart(7)}  ${what}`);
}
