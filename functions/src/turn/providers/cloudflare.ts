import { readAnswerFields, relaysOf } from './provided-relays.ts';
import { type PostForJson, type RelayProvider, requireAccount, requireSecret } from './relay-provider.ts';

export const CLOUDFLARE = 'https://rtc.live.cloudflare.com';

/** The id is a path segment: nothing in it may lead elsewhere. */
const KEY_ID = /^[\w-]{1,64}$/;

/**
 * Cloudflare Realtime TURN (https://developers.cloudflare.com/realtime/turn/generate-credentials/): a key's API token
 * asks for credentials that last so many seconds.
 *
 * @param keyId TURN_ACCOUNT @param apiToken TURN_SECRET
 * @throws TurnSettingsError
 */
export function createCloudflare(keyId: string, apiToken: string, post: PostForJson, origin = CLOUDFLARE): RelayProvider {
  const url = `${origin}/v1/turn/keys/${requireAccount(keyId, KEY_ID)}/credentials/generate-ice-servers`;
  const headers = { authorization: `Bearer ${requireSecret(apiToken)}`, 'content-type': 'application/json' };
  return {
    isMetered: true,
    async mint({ lifetimeMs }) {
      const answer = await post({ url, headers, body: JSON.stringify({ ttl: Math.floor(lifetimeMs / 1000) }) });
      return { servers: relaysOf(readAnswerFields(answer)['iceServers']) };
    },
  };
}
