/** What a call is like, by what its connection counts: read in a page whose connections are recorded. */
import type { Page } from 'playwright-core';

export interface CallCounters {
  readonly at: number;
  /** Seconds of all round trips together, and how many they are. */
  readonly roundTrips: number;
  readonly answers: number;
  readonly frames: number;
  readonly samples: number;
  readonly madeUp: number;
}

export interface CallQuality {
  readonly roundTripMs: number;
  readonly framesPerSecond: number;
  /** Of the sound that was played. */
  readonly madeUpPercent: number;
}

export function countCall(page: Page): Promise<CallCounters> {
  return page.evaluate(async () => {
    const connection = window.labRecord?.connections.findLast(({ connectionState }) => connectionState === 'connected');
    let [roundTrips, answers, frames, samples, madeUp] = [0, 0, 0, 0, 0];
    (await connection?.getStats())?.forEach((entry: Readonly<Record<string, number | string | boolean | undefined>>) => {
      const number = (name: string): number => Number(entry[name] ?? 0);
      if (entry['type'] === 'candidate-pair') {
        roundTrips += number('totalRoundTripTime');
        answers += number('responsesReceived');
      } else if (entry['type'] === 'inbound-rtp') {
        frames += number('framesDecoded');
        samples += number('totalSamplesReceived');
        madeUp += number('concealedSamples') - number('silentConcealedSamples');
      }
    });
    return { at: performance.now(), roundTrips, answers, frames, samples, madeUp };
  });
}

export function qualityOf(before: CallCounters, after: CallCounters): CallQuality {
  return {
    roundTripMs: (1_000 * (after.roundTrips - before.roundTrips)) / Math.max(1, after.answers - before.answers),
    framesPerSecond: (1_000 * (after.frames - before.frames)) / (after.at - before.at),
    madeUpPercent: (100 * (after.madeUp - before.madeUp)) / Math.max(1, after.samples - before.samples),
  };
}

/** By the connection's data channels; what is not of a file is little. */
export async function receivedMib(page: Page): Promise<number> {
  const bytes = await page.evaluate(async () => {
    const connection = window.labRecord?.connections.findLast(({ connectionState }) => connectionState === 'connected');
    let received = 0;
    (await connection?.getStats())?.forEach((entry: Readonly<Record<string, number | string | boolean | undefined>>) => {
      if (entry['type'] === 'data-channel') received += Number(entry['bytesReceived'] ?? 0);
    });
    return received;
  });
  return bytes / 2 ** 20;
}
