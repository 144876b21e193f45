import { describe, expect, it } from 'vitest';
import { outcomeOf, readCommitted, readDocument, readDocuments } from './firestore-answers.ts';

const refusal = (code: number, status: string): string => JSON.stringify({ error: { code, status, message: 'no' } });

describe('an answer to a commit', () => {
  it('is that it was made, with its time', () => {
    const text = JSON.stringify({ writeResults: [{}], commitTime: '2030-01-01T00:00:00.000001Z' });
    expect(outcomeOf(readCommitted({ status: 200, text }))).toEqual({ kind: 'committed' });
  });

  it.each([
    [403, 'PERMISSION_DENIED', 'denied', 'refused'],
    [400, 'FAILED_PRECONDITION', 'denied', 'refused'],
    [409, 'ALREADY_EXISTS', 'denied', 'refused'],
    [404, 'NOT_FOUND', 'denied', 'refused'],
    [400, 'INVALID_ARGUMENT', 'denied', 'refused'],
    [401, 'UNAUTHENTICATED', 'denied', 'signed-out'],
    [429, 'RESOURCE_EXHAUSTED', 'unknown', 'quota-exhausted'],
    [503, 'UNAVAILABLE', 'unknown', 'unavailable'],
    [504, 'DEADLINE_EXCEEDED', 'unknown', 'unavailable'],
    [409, 'ABORTED', 'unknown', 'unavailable'],
    [500, 'A_STATUS_TO_COME', 'unknown', 'unavailable'],
    [500, 'toString', 'unknown', 'unavailable'],
  ])('%i %s: it is %s, as %s', (status, name, kind, failure) => {
    expect(outcomeOf(readCommitted({ status, text: refusal(status, name) }))).toMatchObject({ kind, error: { failure } });
  });

  it.each([
    [200, '<html>Log in to this network</html>'],
    [200, '{}'],
    [200, 'null'],
    [403, '<html>Forbidden</html>'],
    [401, JSON.stringify({ error: 'unauthorized' })],
    [502, ''],
  ])('%i %s is not the database’s, and leaves it open', (status, text) => {
    const answer = readCommitted({ status, text });
    expect([answer.kind, outcomeOf(answer)]).toMatchObject(['unanswered', { kind: 'unknown', error: { failure: 'unavailable' } }]);
  });
});

describe('an answer to a read', () => {
  it('has the values that the parsers read', () => {
    const fields = {
      round: { integerValue: '7' }, half: { doubleValue: 0.5 }, text: { stringValue: 'a' }, yes: { booleanValue: true }, none: { nullValue: null },
      sealed: { bytesValue: '/+8A' }, away: { mapValue: { fields: { caller: { integerValue: '1' } } } }, empty: { mapValue: {} },
      list: { arrayValue: { values: [] } }, broken: { bytesValue: '%' },
    };
    const read = readDocument({ status: 200, text: JSON.stringify([{ found: { name: 'x', fields }, readTime: '' }]) });
    expect(read).toEqual({
      kind: 'answered',
      value: {
        round: 7, half: 0.5, text: 'a', yes: true, none: null, sealed: new Uint8Array([255, 239, 0]), away: { caller: 1 }, empty: {},
        list: undefined, broken: undefined,
      },
    });
  });

  it.each([
    ['2030-01-01T00:00:00Z', Date.UTC(2030, 0, 1)],
    ['2030-01-01T00:00:00.5Z', Date.UTC(2030, 0, 1) + 500],
    ['2030-01-01T00:00:00.000250Z', Date.UTC(2030, 0, 1) + 0.25],
    ['yesterday', Number.NaN],
  ])('has the time %s as %d', (timestampValue, ms) => {
    const read = readDocument({ status: 200, text: JSON.stringify([{ found: { fields: { at: { timestampValue } } } }]) });
    const { at } = (read.kind === 'answered' && read.value) || {};
    expect((at as { toMillis(): number }).toMillis()).toBe(ms);
  });

  it('is that there is none, or that it is not allowed, which comes in a list, too', () => {
    expect(readDocument({ status: 200, text: JSON.stringify([{ missing: 'projects/x', readTime: '' }]) })).toEqual({ kind: 'answered', value: undefined });
    expect(readDocument({ status: 403, text: `[${refusal(403, 'PERMISSION_DENIED')}]` })).toMatchObject({ kind: 'turned-down', error: { failure: 'refused' } });
    expect(readDocument({ status: 200, text: '[]' })).toMatchObject({ kind: 'unanswered' });
  });
});

describe('an answer to a query', () => {
  const part = (index: number, sealed: string): object => ({
    document: { name: `projects/p/databases/(default)/documents/calls/x/callerCandidates/${index}`, fields: { sealed: { bytesValue: sealed } } },
    readTime: '2030-01-01T00:00:00.000001Z',
  });

  it('has each document by its id, as the parsers read it', () => {
    expect(readDocuments({ status: 200, text: JSON.stringify([part(0, '/w=='), part(7, 'AA==')]) })).toEqual({
      kind: 'answered', value: [{ id: '0', data: { sealed: new Uint8Array([255]) } }, { id: '7', data: { sealed: new Uint8Array([0]) } }],
    });
  });

  it('is that there is none, in a part without a document', () => {
    expect(readDocuments({ status: 200, text: JSON.stringify([{ readTime: '2030-01-01T00:00:00Z' }]) })).toEqual({ kind: 'answered', value: [] });
  });

  it('is that it is not allowed, which comes in a list, too', () => {
    expect(readDocuments({ status: 403, text: `[${refusal(403, 'PERMISSION_DENIED')}]` })).toMatchObject({ kind: 'turned-down', error: { failure: 'refused' } });
  });

  it.each([[200, '<html>Log in to this network</html>'], [200, '[]'], [200, '{}'], [502, '']])('%i %s is not the database’s', (status, text) => {
    expect(readDocuments({ status, text })).toMatchObject({ kind: 'unanswered', error: { failure: 'unavailable' } });
  });
});
