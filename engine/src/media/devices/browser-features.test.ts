import { describe, expect, it } from 'vitest';
import { isMediaSupported, missingBrowserFeatures, whyNoCalls, type BrowserGlobals } from './browser-features.ts';

class Connection {
  createDataChannel(): void {}
}

const modern: BrowserGlobals = {
  isSecureContext: true,
  RTCPeerConnection: Connection,
  CSS: { supports: (property, value) => property === 'color' && value.startsWith('light-dark(') },
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

  it('that has no cryptography on a page without https is not to blame: the address is', () => {
    const insecure = { ...modern, isSecureContext: false, crypto: {} };
    expect([whyNoCalls(insecure), whyNoCalls({ ...insecure, CompressionStream: undefined })]).toEqual(['insecure-page', 'unsupported-browser']);
  });

  it('is compression where it only goes one way', () => {
    expect(missingBrowserFeatures({ ...modern, DecompressionStream: undefined })).toEqual(['CompressionStream']);
  });
});

describe('a browser without WebRTC', () => {
  const taken = {
    'is gone': undefined,
    'is null': null,
    'makes something else': function makes() {},
    'can’t be made': () => {},
  };

  it.each(Object.entries(taken))('that is a current one, and whose RTCPeerConnection %s, has it switched off', (_, RTCPeerConnection) => {
    expect(whyNoCalls({ ...modern, RTCPeerConnection })).toBe('webrtc-off');
  });

  it('that lacks what came later, too, is none for calls', () => {
    const old: BrowserGlobals = { ...modern, RTCPeerConnection: undefined };
    expect([
      whyNoCalls({ ...old, CSS: { supports: () => false } }), whyNoCalls({ ...old, CSS: {} }),
      whyNoCalls({ ...old, CompressionStream: undefined }), whyNoCalls({ ...old, crypto: {} }),
    ]).toEqual(Array(4).fill('unsupported-browser'));
  });

  it('can’t be told from any other while it has it: nothing is wrong, also without camera and microphone', () => {
    expect([whyNoCalls(modern), whyNoCalls({ ...modern, navigator: {} })]).toEqual([undefined, undefined]);
    expect(whyNoCalls({ ...modern, CompressionStream: undefined })).toBe('unsupported-browser');
  });
});
