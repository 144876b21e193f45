import { describe, expect, it } from 'vitest';
import { hasFeature, isMediaSupported, missingBrowserFeatures, type BrowserGlobals } from './browser-features.ts';

const modern: BrowserGlobals = {
  isSecureContext: true,
  RTCPeerConnection: () => {},
  CompressionStream: () => {},
  DecompressionStream: () => {},
  crypto: { subtle: {} },
  navigator: { mediaDevices: { getUserMedia: () => {} }, locks: {} },
};

describe('what a browser lacks', () => {
  it('is nothing in a modern one, with or without Web Locks', () => {
    expect(missingBrowserFeatures(modern)).toEqual([]);
    const withoutLocks = { ...modern, navigator: { mediaDevices: { getUserMedia: () => {} } } };
    expect(missingBrowserFeatures(withoutLocks)).toEqual([]);
    expect([hasFeature(modern, 'Web Locks'), hasFeature(withoutLocks, 'Web Locks')]).toEqual([true, false]);
  });

  it('is all of it where there is nothing', () => {
    expect(missingBrowserFeatures({})).toEqual(['RTCPeerConnection', 'getUserMedia', 'crypto.subtle', 'CompressionStream']);
  });

  it('is camera and cryptography on a page without https', () => {
    const { crypto: _, ...rest } = modern;
    const insecure = { ...rest, isSecureContext: false, crypto: {} };
    expect(missingBrowserFeatures(insecure)).toEqual(['getUserMedia', 'crypto.subtle']);
    expect([isMediaSupported(insecure), isMediaSupported(modern)]).toEqual([false, true]);
  });

  it('is compression where it only goes one way', () => {
    expect(missingBrowserFeatures({ ...modern, DecompressionStream: undefined })).toEqual(['CompressionStream']);
  });
});
