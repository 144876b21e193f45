/** What a client connects to: given by the page, never written in code. */

export interface HostAndPort {
  readonly host: string;
  readonly port: number;
  /** Over HTTPS: an emulator behind a server of its own. */
  readonly ssl?: true;
}

export function originOf({ host, port, ssl }: HostAndPort): string {
  return `${ssl ? 'https' : 'http'}://${host}:${port}`;
}

/** A configuration with nothing left to be assumed. */
export interface AppConfig {
  /** What initializeApp of `firebase/app` takes. */
  readonly firebase: { readonly projectId: string; readonly apiKey: string; readonly appId?: string; readonly authDomain?: string };
  /** `auth` is an origin: `http://127.0.0.1:9099`. */
  readonly emulators: { readonly auth?: string; readonly firestore?: HostAndPort; readonly functions?: HostAndPort };
  /** Used as they are, and when the relay function gives none. */
  readonly iceServers: readonly RTCIceServer[];
  /** `functions`: ask mintTurnCredentials for a relay; `none`: the project has no functions. */
  readonly relay: 'functions' | 'none';
  /** Who removes what a call leaves in the database: the functions, or the pages of its parties, where there are none. */
  readonly cleanUp: 'functions' | 'parties';
  readonly functionsRegion: string;
  readonly iceTransportPolicy: RTCIceTransportPolicy;
  /** `recaptcha`: tokens of the site's own page; `emulated`: unsigned ones, which only emulators take. */
  readonly appCheck: { readonly kind: 'none' } | { readonly kind: 'emulated' } | { readonly kind: 'recaptcha'; readonly siteKey: string };
}

/** A page's project: `firebase`, and each other field that differs from its default. */
export type ClientConfig = Pick<AppConfig, 'firebase'> & Partial<Omit<AppConfig, 'firebase'>>;

/** Without a setting, addresses come from public STUN servers, so that calls leave the local network. */
const DEFAULT_ICE_SERVERS: readonly RTCIceServer[] = [{ urls: ['stun:stun.l.google.com:19302', 'stun:stun.cloudflare.com:3478'] }];

export function completeConfig({ firebase, emulators = {}, ...given }: ClientConfig): AppConfig {
  return {
    firebase, emulators,
    iceServers: given.iceServers ?? DEFAULT_ICE_SERVERS,
    relay: given.relay ?? 'functions',
    cleanUp: given.cleanUp ?? 'functions',
    functionsRegion: given.functionsRegion ?? 'us-central1',
    iceTransportPolicy: given.iceTransportPolicy ?? 'all',
    appCheck: given.appCheck ?? { kind: Object.keys(emulators).length > 0 ? 'emulated' : 'none' },
  };
}
