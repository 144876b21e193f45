import { expect, it } from 'vitest';
import { recordFigure } from '../../../../../scripts/test-run/for-the-record.ts';
import { seedsFrom } from '../../../call/testing/simulator/storms.ts';
import { runChatStorms } from './chat-storms.ts';

/** `SEED=123 npx vitest run --project unit chat-storms` replays one. */
const only = process.env['SEED'];

const QUICK = 200;

it('two pages of a chat in a storm come to show the same messages, each once and in order', async ({ task }) => {
  const { failures, summary } = await runChatStorms(only === undefined ? seedsFrom(0, QUICK) : [Number(only)]);
  recordFigure(task, 'schedules', summary);
  expect(failures).toEqual([]);
});
