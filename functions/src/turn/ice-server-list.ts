import { fieldsOf } from '#protocol/unknown-json.ts';
import { type IceServer, isStunUrl, isTurnUrl, MAX_URLS } from './ice-server.ts';

/** A provider's or owner's list of servers is malformed. The message names the place and holds no part of the value. */
export class IceServerListError extends Error {
  override readonly name = 'IceServerListError';
}

/**
 * A list of RTCIceServer from a setting or from a provider, without what is not an RTCIceServer's.
 *
 * @throws IceServerListError when it is not one, or names a URL that a browser would throw on
 */
export function parseIceServers(list: unknown): IceServer[] {
  if (!Array.isArray(list) || list.length === 0) throw new IceServerListError('not a list of servers');
  return list.map((entry: unknown, index) => parseServer(entry, index));
}

function parseServer(entry: unknown, index: number): IceServer {
  const broken = (what: string) => new IceServerListError(`server ${index}: ${what}`);
  const fields = fieldsOf(entry);
  if (!fields) throw broken('not an object');
  const { urls, username, credential } = fields;
  const all: unknown[] = Array.isArray(urls) ? urls : [urls];
  if (all.length === 0 || all.length > MAX_URLS || !all.every(isIceUrl)) throw broken('urls is not a list of stun or turn URLs');
  if (all.every(isStunUrl)) return { urls: all };
  if (typeof username !== 'string' || username === '') throw broken('a relay needs a username');
  if (typeof credential !== 'string' || credential === '') throw broken('a relay needs a credential');
  return { urls: all, username, credential };
}

function isIceUrl(url: unknown): url is string {
  return typeof url === 'string' && (isStunUrl(url) || isTurnUrl(url));
}
