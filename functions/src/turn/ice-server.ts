/** RTCIceServer (W3C WebRTC, 4.2.4) as it goes over the wire: `urls` always a list, credentials only with relays. */
export interface IceServer {
  readonly urls: readonly string[];
  readonly username?: string;
  readonly credential?: string;
}

/** URIs after RFC 7064 (stun) and RFC 7065 (turn): a host, an optional port, and for turn an optional transport. */
const HOST_AND_PORT = String.raw`(?:\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::\d{1,5})?`;
const STUN_URL = new RegExp(`^stuns?:${HOST_AND_PORT}$`, 'i');
const TURN_URL = new RegExp(String.raw`^turns?:${HOST_AND_PORT}(?:\?transport=(?:udp|tcp))?$`, 'i');

/**
 * Browsers gather from every server at once and each one more delays the end of gathering; Firefox warns from five on.
 * Twelve holds UDP, TCP and TLS of four machines.
 */
export const MAX_URLS = 12;

export function isStunUrl(text: string): boolean {
  return STUN_URL.test(text);
}

export function isTurnUrl(text: string): boolean {
  return TURN_URL.test(text);
}

export interface UrlList {
  readonly urls: readonly string[];
  /** The URLs that were left out. One bad URL makes `new RTCPeerConnection` throw, so it must never reach a browser. */
  readonly rejected: readonly string[];
}

/** Reads URLs separated by commas or white space, which is how a param in a `.env` file holds several. */
export function parseUrlList(text: string, isAllowed: (url: string) => boolean): UrlList {
  const all = text.split(/[\s,]+/).filter((part) => part !== '');
  const valid = all.filter((url) => isAllowed(url));
  return {
    urls: valid.slice(0, MAX_URLS),
    rejected: [...all.filter((url) => !isAllowed(url)), ...valid.slice(MAX_URLS)],
  };
}

/** STUN servers as the peer connection takes them: none is an empty list, not a server without URLs. */
export function stunServers(urls: readonly string[]): IceServer[] {
  return urls.length === 0 ? [] : [{ urls }];
}
