import { parseJson } from '#protocol/unknown-json.ts';
import { IceServerListError, parseIceServers } from '../ice-server-list.ts';
import type { IceServer } from '../ice-server.ts';
import { type RelayProvider, TurnSettingsError } from './relay-provider.ts';

/**
 * The same servers for everyone: a relay inside a company's network, or one whose credentials are rotated by hand.
 *
 * @param json a JSON list of RTCIceServer
 * @throws TurnSettingsError when it is not one, or names a URL that a browser would throw on
 */
export function createStaticList(json: string): RelayProvider {
  const servers = parseServers(json);
  // Nothing is minted that could be used up.
  return { isMetered: false, mint: () => Promise.resolve({ servers }) };
}

function parseServers(json: string): IceServer[] {
  const list = parseJson(json);
  // Without the parser's own message: it quotes the text, and the text holds credentials.
  if (!list.ok) throw new TurnSettingsError('TURN_STATIC is not JSON');
  try {
    return parseIceServers(list.value);
  } catch (error) {
    if (!(error instanceof IceServerListError)) throw error;
    throw new TurnSettingsError(`TURN_STATIC: ${error.message}`);
  }
}
