import { createHmac } from 'node:crypto';
import { type IceServer, isTurnUrl, parseUrlList } from '../ice-server.ts';
import { type RelayProvider, type RelayRequest, requireSecret, TurnSettingsError } from './relay-provider.ts';

/**
 * Credentials after "A REST API For Access To TURN Services" (draft-uberti-behave-turn-rest-00), which coturn speaks
 * with `use-auth-secret`: username `<unix seconds of expiry>:<user>`, credential base64(HMAC-SHA1(secret, username)).
 * One credential serves all URLs: the transports of one server, or several servers that share the secret.
 *
 * @throws TurnSettingsError when the secret is missing or no URL is usable. An HMAC with an empty key would look like
 *   a credential and be one for every relay that was set up as carelessly.
 */
export function createCoturn(turnUrls: string, secret: string): RelayProvider {
  const key = requireSecret(secret);
  const { urls, rejected } = parseUrlList(turnUrls, isTurnUrl);
  if (rejected.length > 0) throw new TurnSettingsError(`TURN_URLS holds URLs that no browser takes: ${rejected.join(' ')}`);
  if (urls.length === 0) throw new TurnSettingsError('TURN_URLS is empty');
  return { isMetered: true, mint: (request) => Promise.resolve({ servers: [sign(request, urls, key)] }) };
}

function sign(request: RelayRequest, urls: readonly string[], key: string): IceServer {
  const expiry = Math.floor((request.now + request.lifetimeMs) / 1000);
  const username = `${expiry}:${request.user}`;
  return { urls, username, credential: createHmac('sha1', key).update(username).digest('base64') };
}
