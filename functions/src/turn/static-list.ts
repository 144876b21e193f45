import { parsing, readFields } from '#protocol/reading.ts';
import { type IceServer, isStunUrl, isTurnUrl, MAX_URLS } from './ice-server.ts';
import { type RelayProvider, TurnSettingsError } from './relay-provider.ts';

/**
 * The same servers for everyone: a relay inside a company's network, or one whose credentials are rotated by hand.
 *
 * @param json a JSON list of RTCIceServer
 * @throws TurnSettingsError when it is not one, or names a URL that a browser would throw on
 */
export function createStaticList(json: string): RelayProvider {
  const servers = parseServers(json);
  return { mint: () => Promise.resolve(servers) };
}

function parseServers(json: string): IceServer[] {
  const list = parseJson(json);
  if (!Array.isArray(list) || list.length === 0) throw new TurnSettingsError('TURN_STATIC is not a list of servers');
  return list.map((entry: unknown, index) => parseServer(entry, index));
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    // The parser's own message quotes the text, and the text holds credentials.
    throw new TurnSettingsError('TURN_STATIC is not JSON');
  }
}

function parseServer(entry: unknown, index: number): IceServer {
  const broken = (what: string) => new TurnSettingsError(`TURN_STATIC, server ${index}: ${what}`);
  const fields = parsing(() => readFields(entry, ''));
  if (!fields.ok) throw broken('not an object');
  const { urls, username, credential } = fields.value;
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
