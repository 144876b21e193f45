import { describe, expect, it } from 'vitest';
import type { Answer, Received } from './requests/firestore-answers.ts';
import { readCalls } from './firestore-calls.ts';
import { createCallId } from '../link/call-link.ts';

const ids = [createCallId(), createCallId(), createCallId()];
const name = (index: number): string => `projects/p/databases/(default)/documents/calls/${ids[index]}`;

async function read(content: unknown, status = 200): Promise<readonly string[]> {
  const paths: string[] = [];
  const calls = await readCalls({
    readAll: async <T>(asked: readonly string[], readAnswer: (received: Received) => Answer<T>) => {
      paths.push(...asked);
      return readAnswer({ status, text: typeof content === 'string' ? content : JSON.stringify(content) });
    },
  }, ids);
  expect(paths).toEqual(ids.map((id) => `calls/${id}`));
  return calls.map((call) => (call.kind === 'lost' ? call.error.failure : call.kind));
}

describe('several calls in one request', () => {
  it('are told apart by their names, in whatever order they come', async () => {
    const found = { found: { name: name(2), fields: { v: { integerValue: '9' } } } };
    expect(await read([found, { missing: name(0) }, { missing: name(1) }])).toEqual(['missing', 'missing', 'unreadable']);
  });

  it.each([
    ['one is left out', [{ missing: name(0) }, { missing: name(1) }], 200, 'unavailable'],
    ['another one comes', [{ missing: name(0) }, { missing: name(1) }, { missing: 'calls/x' }], 200, 'unavailable'],
    ['a gate of a network answers', '<html>', 200, 'unavailable'],
    ['the rules refuse', [{ error: { status: 'PERMISSION_DENIED' } }], 403, 'refused'],
  ])('are all lost where %s', async (_, content, status, failure) => {
    expect(await read(content, status)).toEqual([failure, failure, failure]);
  });
});
