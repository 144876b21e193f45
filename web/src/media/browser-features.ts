/** What a call needs of a browser, by the names that their documentation uses. */
export const REQUIRED_FEATURES = ['RTCPeerConnection', 'getUserMedia', 'crypto.subtle', 'CompressionStream'] as const;
export type BrowserFeature = (typeof REQUIRED_FEATURES)[number];

/** As much of `window` as is looked at; every field may be missing, and a page without https misses several. */
export interface BrowserGlobals {
  readonly isSecureContext?: boolean;
  readonly RTCPeerConnection?: unknown;
  readonly CompressionStream?: unknown;
  readonly DecompressionStream?: unknown;
  readonly crypto?: { readonly subtle?: unknown };
  readonly navigator?: { readonly mediaDevices?: { readonly getUserMedia?: unknown } };
}

/** Those of REQUIRED_FEATURES that this browser, or this page without https, doesn't have. */
export function missingBrowserFeatures(globals: BrowserGlobals = globalThis): readonly BrowserFeature[] {
  return REQUIRED_FEATURES.filter((feature) => !hasFeature(globals, feature));
}

/** Whether camera and microphone can be asked for at all. */
export function isMediaSupported(globals: BrowserGlobals = globalThis): boolean {
  return hasFeature(globals, 'getUserMedia');
}

function hasFeature(globals: BrowserGlobals, feature: BrowserFeature): boolean {
  switch (feature) {
    case 'RTCPeerConnection':
      return typeof globals.RTCPeerConnection === 'function';
    case 'getUserMedia':
      return globals.isSecureContext === true && typeof globals.navigator?.mediaDevices?.getUserMedia === 'function';
    case 'crypto.subtle':
      return globals.crypto?.subtle !== undefined;
    case 'CompressionStream':
      return typeof globals.CompressionStream === 'function' && typeof globals.DecompressionStream === 'function';
  }
}
