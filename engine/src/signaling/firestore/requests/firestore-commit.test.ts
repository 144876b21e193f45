import { describe, expect, it } from 'vitest';
import { commitBody, listBody, readBody, type DocumentWrite } from './firestore-commit.ts';
import { SERVER_TIME, type FieldMap } from './firestore-values.ts';

const ROOT = 'projects/p/databases/(default)/documents';
const encoded = (write: DocumentWrite): unknown => (JSON.parse(commitBody(ROOT, [write])) as { writes: unknown[] }).writes[0];

describe('a commit as a request', () => {
  it('sets a document, whatever was there, with the server’s time beside its fields', () => {
    const fields: FieldMap = { v: 1, callee: '', fresh: true, at: new Date(Date.UTC(2030, 0, 1)), made: SERVER_TIME, offer: { round: 2, sealed: new Uint8Array([255, 239, 0]) } };
    expect(encoded({ op: 'set', path: 'calls/x', fields })).toEqual({
      update: {
        name: `${ROOT}/calls/x`,
        fields: {
          v: { integerValue: '1' }, callee: { stringValue: '' }, fresh: { booleanValue: true }, at: { timestampValue: '2030-01-01T00:00:00.000Z' },
          offer: { mapValue: { fields: { round: { integerValue: '2' }, sealed: { bytesValue: '/+8A' } } } },
        },
      },
      updateTransforms: [{ fieldPath: 'made', setToServerValue: 'REQUEST_TIME' }],
    });
  });

  it('updates the fields that it names, of a document that is there', () => {
    expect(encoded({ op: 'update', path: 'calls/x', fields: { ended: { by: 'caller', at: SERVER_TIME }, seen: SERVER_TIME } })).toEqual({
      update: { name: `${ROOT}/calls/x`, fields: { ended: { mapValue: { fields: { by: { stringValue: 'caller' } } } } } },
      updateMask: { fieldPaths: ['ended'] },
      currentDocument: { exists: true },
      updateTransforms: [{ fieldPath: 'ended.at', setToServerValue: 'REQUEST_TIME' }, { fieldPath: 'seen', setToServerValue: 'REQUEST_TIME' }],
    });
  });

  it('updates one field of a map and leaves its neighbours', () => {
    expect(encoded({ op: 'update', path: 'calls/x', fields: { 'away.callee': 4, 'away.caller': 3 } })).toMatchObject({
      update: { fields: { away: { mapValue: { fields: { callee: { integerValue: '4' }, caller: { integerValue: '3' } } } } } },
      updateMask: { fieldPaths: ['away.callee', 'away.caller'] },
    });
  });

  it('deletes, whether or not it is there', () => {
    expect(encoded({ op: 'delete', path: 'calls/x' })).toEqual({ delete: `${ROOT}/calls/x` });
  });

  it('has bytes of any length, and may be empty', () => {
    const sealed = new Uint8Array(300_000).fill(255);
    expect(encoded({ op: 'set', path: 'x/y', fields: { sealed } })).toMatchObject({ update: { fields: { sealed: { bytesValue: '/'.repeat(400_000) } } } });
    expect(commitBody(ROOT, [])).toBe('{"writes":[]}');
  });

  it('is of one document where it reads', () => {
    expect(JSON.parse(readBody(ROOT, ['calls/x']))).toEqual({ documents: [`${ROOT}/calls/x`] });
  });

  it('is of one collection where it lists, with the limit without which the rules allow none', () => {
    expect(JSON.parse(listBody('callerCandidates', 8))).toEqual({ structuredQuery: { from: [{ collectionId: 'callerCandidates' }], limit: 8 } });
  });
});
