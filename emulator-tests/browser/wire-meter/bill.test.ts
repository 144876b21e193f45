import { describe, expect, test } from 'vitest';
import { listBody } from '../../../engine/src/signaling/firestore/requests/firestore-commit.ts';
import { makeBill } from './bill.ts';
import type { Exchange } from '../../support/proxy/recording.ts';

const CALL = 'projects/p/databases/(default)/documents/calls/one';
const changed = (second: number) => ({
  documentChange: { document: { name: CALL, updateTime: `2026-01-01T00:00:0${second}Z`, fields: {} }, targetIds: [2] },
});
const shown = (token: string) => ({ targetChange: { targetChangeType: 'NO_CHANGE', resumeToken: token, readTime: '2026-01-01T00:00:09Z' } });

/** One stream of a page that listens to a call, from `resumeToken` on. */
function stream(session: string, received: readonly object[], resumeToken?: string): Exchange {
  const target = JSON.stringify({ addTarget: { targetId: 2, documents: { documents: [CALL] }, ...(resumeToken && { resumeToken }) } });
  const messages = [[0, ['c', session]], ...received.map((message, index) => [index + 1, [message]])];
  const chunk = JSON.stringify(messages);
  return {
    at: 0, method: 'POST', url: new URL('http://127.0.0.1/google.firestore.v1.Firestore/Listen/channel'), status: 200,
    requestBody: new URLSearchParams({ count: '1', req0___data__: target }).toString(), responseBody: `${chunk.length}\n${chunk}`,
  };
}

const itemsOf = (...exchanges: readonly Exchange[]): readonly string[] => makeBill(exchanges, () => []).items;

describe('what is delivered to a listener', () => {
  test('is a read a version', () => {
    expect(itemsOf(stream('a', [changed(1), shown('t1'), changed(2), shown('t2')]))).toEqual(['read calls/one', 'read calls/one']);
  });

  test('is a read too where another version comes before the page is shown it', () => {
    const first = stream('a', [changed(1), shown('t1')]);
    const second = stream('b', [changed(2), changed(1), shown('t2')], 't1');
    expect(itemsOf(first, second)).toEqual(['read calls/one', 'read calls/one']);
  });

  test('is a read too where it comes on a stream that the page has given up, and another on the next stream', () => {
    const first = stream('a', [changed(1), shown('t1'), changed(2), shown('t2')]);
    const second = stream('b', [changed(2), shown('t3')], 't1');
    expect(itemsOf(first, second)).toEqual(['read calls/one', 'read calls/one', 'read calls/one']);
  });

  test('again in the same version is not another read', () => {
    expect(itemsOf(stream('a', [changed(1), changed(1), shown('t1')]))).toEqual(['read calls/one']);
  });
});

test('a list by a request is a read a document, one where there is none, and what its rules look up', () => {
  const list = (documents: readonly string[]): Exchange => ({
    at: 0, method: 'POST', url: new URL(`http://127.0.0.1/v1/${CALL}:runQuery`), status: 200, requestBody: listBody('callerCandidates', 8),
    responseBody: JSON.stringify(documents.length > 0 ? documents.map((id) => ({ document: { name: `${CALL}/callerCandidates/${id}` } })) : [{ readTime: '' }]),
  });
  const bill = makeBill([list(['0', '1']), list([])], (path, operation) => (path === 'calls/one/callerCandidates/*' && operation === 'list' ? ['calls/one'] : []));
  expect([bill.reads, bill.ruleReads]).toEqual([3, 2]);
});
