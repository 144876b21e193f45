/** What a call needs of a browser, by the names that their documentation uses. */
export const REQUIRED_FEATURES = ['RTCPeerConnection', 'getUserMedia', 'crypto.subtle', 'CompressionStream'] as const;
export type BrowserFeature = (typeof REQUIRED_FEATURES)[number];

/** As much of `window` as is looked at; every field may be missing, and a page without https misses several. */
export interface BrowserGlobals {
  readonly isSecureContext?: boolean;
  readonly RTCPeerConnection?: unknown;
  readonly CompressionStream?: unknown;
  readonly DecompressionStream?: unknown;
  readonly CSS?: { readonly supports?: (property: string, value: string) => boolean };
  readonly crypto?: { readonly subtle?: unknown };
  readonly navigator?: { readonly mediaDevices?: { readonly getUserMedia?: unknown } };
}

/** Those of REQUIRED_FEATURES that this browser, or this page without https, doesn't have. */
export function missingBrowserFeatures(globals: BrowserGlobals = globalThis): readonly BrowserFeature[] {
  return REQUIRED_FEATURES.filter((feature) => !hasFeature(globals, feature));
}

/**
 * Why this browser can't make calls; undefined where it can. The lobby handles a missing device: a person can join without
 * one. `insecure-page`: a good browser, which gives cryptography to pages with https alone. `webrtc-off`: the browser has
 * features that came long after WebRTC, but not WebRTC; so a setting, an extension or the browser's maker has removed it.
 */
export function whyNoCalls(globals: BrowserGlobals = globalThis): 'insecure-page' | 'webrtc-off' | 'unsupported-browser' | undefined {
  const missing = missingBrowserFeatures(globals).filter((feature) => feature !== 'getUserMedia');
  if (missing.length === 0) return undefined;
  if (globals.isSecureContext === false && missing.every((feature) => feature === 'crypto.subtle')) return 'insecure-page';
  return missing.every((feature) => feature === 'RTCPeerConnection') && hasRecentStyles(globals) ? 'webrtc-off' : 'unsupported-browser';
}

/** What the screens' colours need, too: in every browser since May 2024. */
function hasRecentStyles({ CSS }: BrowserGlobals): boolean {
  return CSS?.supports?.('color', 'light-dark(black, white)') ?? false;
}

/** Whether camera and microphone can be asked for at all. */
export function isMediaSupported(globals: BrowserGlobals = globalThis): boolean {
  return hasFeature(globals, 'getUserMedia');
}

function hasFeature(globals: BrowserGlobals, feature: BrowserFeature): boolean {
  switch (feature) {
    case 'RTCPeerConnection':
      return canConnect(globals.RTCPeerConnection);
    case 'getUserMedia':
      return globals.isSecureContext === true && typeof globals.navigator?.mediaDevices?.getUserMedia === 'function';
    case 'crypto.subtle':
      return globals.crypto?.subtle !== undefined;
    case 'CompressionStream':
      return typeof globals.CompressionStream === 'function' && typeof globals.DecompressionStream === 'function';
  }
}

/** Some extensions leave a function in its place that makes nothing. None is made here to find out, which would take its time. */
function canConnect(made: unknown): boolean {
  if (typeof made !== 'function') return false;
  const prototype: unknown = made.prototype;
  return typeof prototype === 'object' && prototype !== null && 'createDataChannel' in prototype;
}
