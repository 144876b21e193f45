import { readAnswerFields, relaysOf } from './provided-relays.ts';
import { type PostForJson, type RelayProvider, RelayServiceError, requireAccount, requireSecret } from './relay-provider.ts';

export const TWILIO = 'https://api.twilio.com';

/** https://www.twilio.com/docs/glossary/what-is-a-sid */
const ACCOUNT_SID = /^AC[0-9a-f]{32}$/i;

/**
 * Twilio's Network Traversal Service (https://www.twilio.com/docs/stun-turn/api): a token of so many seconds, which
 * brings its servers along and says how long it lasts.
 *
 * @param accountSid TURN_ACCOUNT @param authToken TURN_SECRET
 * @throws TurnSettingsError
 */
export function createTwilio(accountSid: string, authToken: string, post: PostForJson, origin = TWILIO): RelayProvider {
  const account = requireAccount(accountSid, ACCOUNT_SID);
  const basic = Buffer.from(`${account}:${requireSecret(authToken)}`).toString('base64');
  const url = `${origin}/2010-04-01/Accounts/${account}/Tokens.json`;
  const headers = { authorization: `Basic ${basic}`, 'content-type': 'application/x-www-form-urlencoded' };
  return {
    isMetered: true,
    async mint({ lifetimeMs }) {
      const body = new URLSearchParams({ Ttl: String(Math.floor(lifetimeMs / 1000)) }).toString();
      const { ice_servers: list, ttl } = readAnswerFields(await post({ url, headers, body }));
      const seconds = Number(ttl);
      if (!Number.isFinite(seconds) || seconds <= 0) throw new RelayServiceError('the answer holds no relay: no ttl');
      return { servers: relaysOf(list), lifetimeMs: Math.min(lifetimeMs, seconds * 1000) };
    },
  };
}
