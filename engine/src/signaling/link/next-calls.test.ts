import { hkdfSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isCallId } from '#protocol/identifiers.ts';
import { deriveNextCalls } from './next-calls.ts';
import { toBase64Url } from '../../base/bytes.ts';
import { createCallId, createLinkSecret, MAX_NEXT_CALLS } from './call-link.ts';

const VALUE = 'AAECAwQFBgcICQoLDA0ODw';

describe('the calls after a link’s own', () => {
  it('are eight, each with an id and a secret of its own, the same for both who know the value', async () => {
    const link = { callId: createCallId(), secret: createLinkSecret() };
    const value = toBase64Url(createLinkSecret());
    const calls = await deriveNextCalls(link, value);
    expect(calls.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(calls).toHaveLength(MAX_NEXT_CALLS);
    expect(calls.every(({ callId, secret }) => isCallId(callId) && secret.length === 16)).toBe(true);
    expect(new Set([link.callId, ...calls.map(({ callId }) => callId)]).size).toBe(9);
    expect(new Set(calls.map(({ secret }) => secret.join())).size).toBe(8);
    expect(await deriveNextCalls(link, value)).toEqual(calls);
  });

  it('are others for another value, another secret and another link', async () => {
    const link = { callId: createCallId(), secret: createLinkSecret() };
    const [first] = await deriveNextCalls(link, VALUE);
    for (const [other, value] of [
      [link, toBase64Url(createLinkSecret())], [{ ...link, secret: createLinkSecret() }, VALUE], [{ ...link, callId: createCallId() }, VALUE],
    ] as const) {
      const [another] = await deriveNextCalls(other, value);
      expect(another?.callId).not.toBe(first?.callId);
      expect(another?.secret).not.toEqual(first?.secret);
    }
  });

  it('are those of RFC 5869, as another implementation computes it', async () => {
    const link = { callId: createCallId(), secret: createLinkSecret() };
    const info = 'firelink 2 next call 3';
    const bits = Buffer.from(hkdfSync('sha256', Buffer.concat([link.secret, Buffer.from(VALUE, 'base64url')]), Buffer.from(link.callId, 'base64url'), info, 32));
    const third = (await deriveNextCalls(link, VALUE))[2];
    expect(third).toEqual({ step: 3, callId: bits.subarray(0, 16).toString('base64url'), secret: new Uint8Array(bits.subarray(16)) });
  });
});
