import { describe, expect, it } from 'vitest';
import { isMediaSupported, missingBrowserFeatures, type BrowserGlobals } from './browser-features.ts';

const modern: BrowserGlobals = {
  isSecureContext: true,
  RTCPeerConnection: () => {},
  CompressionStream: () => {},
  DecompressionStream: () => {},
  crypto: { subtle: {} },
  navigator: { mediaDevices: { getUserMedia: () => {} } },
};

describe('what a browser lacks', () => {
  it('is nothing in a modern one', () => {
    expect(missingBrowserFeatures(modern)).toEqual([]);
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
