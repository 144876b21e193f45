import { expect, it } from 'vitest';
import { isCallId } from './identifiers.ts';
import { batchesPath, batchPath, callPath } from './paths.ts';

const id = 'q3Jx_-09AZaz5TfWc2LkVg';

it('places a call, its batches and one of them', () => {
  if (!isCallId(id)) throw new Error('the test has a bad id');
  expect(callPath(id)).toBe(`calls/${id}`);
  expect(batchesPath(id, 'caller')).toBe(`calls/${id}/callerCandidates`);
  expect(batchesPath(id, 'callee')).toBe(`calls/${id}/calleeCandidates`);
  expect(batchPath(id, 'callee', 7)).toBe(`calls/${id}/calleeCandidates/7`);
});
