import { parseEnv } from 'node:util';
import { chooseProvider, type TurnSettings } from '../../functions/src/turn/providers/choose-provider.ts';
import { readLimits } from '../../functions/src/turn/limits/limit-settings.ts';
import { UNSET_SECRET } from '../../functions/src/turn/providers/relay-provider.ts';

/** What `functions/.env` and `functions/.env.<project>` say together, as the CLI reads them. */
export function mergeSettings(common: string, ofProject: string): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries({ ...parseEnv(common), ...parseEnv(ofProject) }).map(([name, value]) => [name, value ?? '']));
}

/** Which providers can't do without a secret. */
export const SECRET_PROVIDERS: readonly string[] = ['coturn', 'cloudflare', 'twilio'];

/** As the function itself would judge them. @returns what is wrong, or undefined */
export function problemOf(settings: Readonly<Record<string, string>>, secret: string): string | undefined {
  const read = (name: string): string => settings[name] ?? '';
  const turn: TurnSettings = {
    provider: read('TURN_PROVIDER'), stunUrls: read('STUN_URLS'), turnUrls: read('TURN_URLS'), staticServers: read('TURN_STATIC'),
    turnAccount: read('TURN_ACCOUNT'), turnSecret: secret,
  };
  try {
    chooseProvider(turn, () => Promise.reject(new Error('nothing is asked while settings are looked at')));
    readLimits({
      trustedHops: settings['TRUSTED_HOPS'], userLimitPerHour: settings['USER_LIMIT_PER_HOUR'], addressLimitPerHour: settings['ADDRESS_LIMIT_PER_HOUR'],
    });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

export { UNSET_SECRET };
