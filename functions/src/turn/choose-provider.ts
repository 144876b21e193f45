import { createCoturn } from './coturn.ts';
import { type RelayProvider, TurnSettingsError } from './relay-provider.ts';
import { createStaticList } from './static-list.ts';

/** The site owner's params and secrets as text, before anything has been checked. */
export interface TurnSettings {
  /** TURN_PROVIDER */
  readonly provider: string;
  /** STUN_URLS, several separated by commas */
  readonly stunUrls: string;
  /** TURN_URLS, several separated by commas */
  readonly turnUrls: string;
  /** TURN_STATIC, a JSON list of RTCIceServer */
  readonly staticServers: string;
  /** TURN_SECRET */
  readonly turnSecret: string;
}

/** A site without a relay: calls work wherever the two networks let packets through. */
const noRelay: RelayProvider = { mint: () => Promise.resolve([]) };

/** One line a provider; each builds from the settings that it alone needs. */
const PROVIDERS: ReadonlyMap<string, (settings: TurnSettings) => RelayProvider> = new Map([
  ['none', () => noRelay],
  ['', () => noRelay],
  ['coturn', ({ turnUrls, turnSecret }: TurnSettings) => createCoturn(turnUrls, turnSecret)],
  ['static', ({ staticServers }: TurnSettings) => createStaticList(staticServers)],
]);

/** @throws TurnSettingsError when the name is unknown or the provider can't work with its settings */
export function chooseProvider(settings: TurnSettings): RelayProvider {
  const build = PROVIDERS.get(settings.provider.trim());
  if (build === undefined) throw new TurnSettingsError(`TURN_PROVIDER is unknown: ${settings.provider}`);
  return build(settings);
}
