import { createCloudflare } from './cloudflare.ts';
import { createCoturn } from './coturn.ts';
import { type PostForJson, type RelayProvider, TurnSettingsError } from './relay-provider.ts';
import { createStaticList } from './static-list.ts';
import { createTwilio } from './twilio.ts';

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
  /** TURN_ACCOUNT: what a provider calls its customer by */
  readonly turnAccount: string;
  /** TURN_SECRET: the one secret of whichever provider it is */
  readonly turnSecret: string;
}

/** A site without a relay: calls work wherever the two networks let packets through. */
const noRelay: RelayProvider = { isMetered: false, mint: () => Promise.resolve({ servers: [] }) };

type Build = (settings: TurnSettings, post: PostForJson) => RelayProvider;

/** One line a provider; each builds from the settings that it alone needs. */
const PROVIDERS: ReadonlyMap<string, Build> = new Map<string, Build>([
  ['none', () => noRelay],
  ['', () => noRelay],
  ['coturn', ({ turnUrls, turnSecret }) => createCoturn(turnUrls, turnSecret)],
  ['cloudflare', ({ turnAccount, turnSecret }, post) => createCloudflare(turnAccount, turnSecret, post)],
  ['twilio', ({ turnAccount, turnSecret }, post) => createTwilio(turnAccount, turnSecret, post)],
  ['static', ({ staticServers }) => createStaticList(staticServers)],
]);

/** @throws TurnSettingsError when the name is unknown or the provider can't work with its settings */
export function chooseProvider(settings: TurnSettings, post: PostForJson): RelayProvider {
  const build = PROVIDERS.get(settings.provider.trim());
  if (build === undefined) throw new TurnSettingsError(`TURN_PROVIDER is unknown: ${settings.provider}`);
  return build(settings, post);
}
