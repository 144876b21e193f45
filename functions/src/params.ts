import { defineBoolean, defineInt, defineSecret, defineString } from 'firebase-functions/params';
import type { TurnSettings } from './turn/providers/choose-provider.ts';
import { DEFAULTS, type LimitSettings } from './turn/limits/limit-settings.ts';

/** What a site owner sets in `functions/.env.<projectId>`; `functions/.env` explains each and holds what applies otherwise. */

export const region = defineString('REGION', {
  default: 'us-central1',
  description: 'Region of the functions: that of the Firestore database, or the nearest one to it.',
});

const enforceAppCheck = defineBoolean('ENFORCE_APP_CHECK', {
  default: true,
  description: 'Refuse callers without a valid App Check token. False only for a site without App Check.',
});

/**
 * Off only where it says so. Read from the environment, where every param is once deployed, because the SDK needs it
 * at load, and `value()` warns of a mistake there.
 */
export function isAppCheckEnforced(): boolean {
  return process.env[enforceAppCheck.name] !== 'false';
}

const turnProvider = defineString('TURN_PROVIDER', {
  default: 'none',
  description: 'Where relays come from: coturn, cloudflare, twilio, static or none.',
});

const stunUrls = defineString('STUN_URLS', {
  default: '',
  description: 'STUN servers, separated by commas, such as stun:stun.example.org:3478.',
});

const turnUrls = defineString('TURN_URLS', {
  default: '',
  description: 'Relays of coturn, separated by commas, such as turn:turn.example.org:3478?transport=udp.',
});

const turnStatic = defineString('TURN_STATIC', {
  default: '',
  description: 'JSON list of RTCIceServer for the provider "static".',
});

const turnAccount = defineString('TURN_ACCOUNT', {
  default: '',
  description: 'What the provider calls you by: the id of a TURN key (cloudflare), or an account SID (twilio).',
});

/**
 * The one secret of whichever provider it is: coturn's `static-auth-secret`, the API token of Cloudflare's TURN key,
 * Twilio's auth token; `unset` where the provider needs none. Bound to the one function that reads it. */
export const turnSecret = defineSecret('TURN_SECRET');

/** Read at each call, not at load: a param has no value while the functions are being discovered. */
export function readTurnSettings(): TurnSettings {
  return {
    provider: turnProvider.value(),
    stunUrls: stunUrls.value(),
    turnUrls: turnUrls.value(),
    staticServers: turnStatic.value(),
    turnAccount: turnAccount.value(),
    turnSecret: turnSecret.value(),
  };
}

const trustedHops = defineInt('TRUSTED_HOPS', {
  default: DEFAULTS.trustedHops,
  description: 'Servers in front of the function that append the address they saw to X-Forwarded-For: Google’s own, and a load balancer’s.',
});

const userLimit = defineInt('USER_LIMIT_PER_HOUR', {
  default: DEFAULTS.userLimitPerHour,
  description: 'How often an hour a user is given relay credentials.',
});

const addressLimit = defineInt('ADDRESS_LIMIT_PER_HOUR', {
  default: DEFAULTS.addressLimitPerHour,
  description: 'How often an hour an address, or an IPv6 network of 64 bits, is given relay credentials.',
});

/** As they were written: `value()` makes 0 of what is no number, and of what is missing. */
export function readLimitSettings(): LimitSettings {
  const read = ({ name }: { readonly name: string }): string | undefined => process.env[name];
  return { trustedHops: read(trustedHops), userLimitPerHour: read(userLimit), addressLimitPerHour: read(addressLimit) };
}
