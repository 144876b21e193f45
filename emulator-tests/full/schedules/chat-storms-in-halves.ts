/** Ten thousand storms over a chat, a half a file: each has a core of its own. */
import { expect, it } from 'vitest';
import { recordFigure } from '../../../scripts/test-run/for-the-record.ts';
import { runChatStorms } from '../../../engine/src/transfer/chat/testing/chat-storms.ts';
import { seedsFrom } from '../../../engine/src/call/testing/simulator/storms.ts';

const HALF = 5_000;

export function testHalf(half: 0 | 1): void {
  it(`two pages of a chat show the same messages, each once and in order, or the call has ended and the sender knows, in five thousand storms: half ${half + 1}`, async ({ task }) => {
    const startedAt = performance.now();
    const { failures, summary } = await runChatStorms(seedsFrom(half * HALF, HALF));
    recordFigure(task, 'schedules', `${summary}; in ${Math.round((performance.now() - startedAt) / 1_000)} s`);
    expect(failures).toEqual([]);
  });
}
