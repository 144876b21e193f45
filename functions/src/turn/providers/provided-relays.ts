import { fieldsOf, type Fields } from '#protocol/unknown-json.ts';
import { type IceServer, isTurnUrl } from '../ice-server.ts';
import { IceServerListError, parseIceServers } from '../ice-server-list.ts';
import { RelayServiceError } from './relay-provider.ts';

/** Browsers connect to nothing on port 53, and take a while to say so (https://fetch.spec.whatwg.org/#port-blocking). */
const BLOCKED_PORT = /:53(\?|$)/;

/** The relays in a provider's list of servers. @throws RelayServiceError when it is none, or has no relay in it */
export function relaysOf(list: unknown): IceServer[] {
  const relays = parse(list).flatMap((server) => {
    const urls = server.urls.filter((url) => isTurnUrl(url) && !BLOCKED_PORT.test(url));
    return urls.length === 0 ? [] : [{ ...server, urls }];
  });
  if (relays.length === 0) throw new RelayServiceError('the answer names no relay');
  return relays;
}

function parse(list: unknown): readonly IceServer[] {
  try {
    return parseIceServers(list);
  } catch (error) {
    if (!(error instanceof IceServerListError)) throw error;
    throw new RelayServiceError(`the answer holds no relay: ${error.message}`);
  }
}

/** @throws RelayServiceError when it is no object */
export function readAnswerFields(answer: unknown): Fields {
  const fields = fieldsOf(answer);
  if (!fields) throw new RelayServiceError('the answer holds no relay: not an object');
  return fields;
}
