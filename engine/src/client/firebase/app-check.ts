/**
 * App Check: proves with each request that it comes from this site's own page, where the configuration names a site key.
 * Emulators take an unsigned token. Every request of Firebase's waits for the token, so the wait is
 * short: without one the request goes out all the same, and a site that enforces App Check refuses it.
 */
import type { FirebaseApp } from 'firebase/app';
import type { AppCheck, AppCheckToken, ReCaptchaEnterpriseProvider } from 'firebase/app-check';
import type { Clock } from '../../base/clock.ts';
import { AppError } from '../../base/errors.ts';
import type { Logger } from '../../base/logger.ts';
import { boundedToken, type BoundedToken } from './bounded-token.ts';
import type { AppConfig } from '../config.ts';
import { unsignedToken } from './unsigned-token.ts';

/**
 * For requests that don't go through the SDK; undefined when there is no token. If the last was refused: another one, or
 * the first, if that is overdue and comes within 15 s of being asked for. The SDK gives it to its own requests, too.
 */
export type GetAppCheckToken = (isRefused?: boolean) => Promise<string | undefined>;

export interface PageAppCheck {
  readonly getToken: GetAppCheckToken;
  /** Gives another Firebase app of this page the same tokens. */
  readonly lendTo: (app: FirebaseApp) => AppCheck | undefined;
}

/** The app that made a token knows when it has to be made anew: others ask again at each connection that they open later. */
const LENT_MS = 60_000;

const NONE: PageAppCheck = { getToken: () => Promise.resolve(undefined), lendTo: () => undefined };

/** Before anything else asks Firebase for something: what has gone out without a token does not get one later. */
export async function startAppCheck(app: FirebaseApp, { appCheck }: AppConfig, clock: Clock, logger: Logger): Promise<PageAppCheck> {
  if (appCheck.kind === 'none') return NONE;
  const sdk = await import('firebase/app-check').catch((error: unknown) => {
    logger.log('error', 'App Check could not be loaded: requests go without a token', error);
  });
  if (!sdk) return NONE;
  const { provider, noLongerOverdue } = appCheck.kind === 'emulated'
    // Of this machine's own clock, by which the SDK looks when it expires: by another it would ask without a pause.
    ? { provider: new sdk.CustomProvider({ getToken: () => Promise.resolve(unsignedToken(app.options, clock.now())) }), noLongerOverdue: () => Promise.resolve() }
    : bounded(new sdk.ReCaptchaEnterpriseProvider(appCheck.siteKey), clock, logger);
  const started = sdk.initializeAppCheck(app, { provider, isTokenAutoRefreshEnabled: true });
  const getToken: GetAppCheckToken = async (isRefused = false) => {
    if (isRefused) await noLongerOverdue();
    return sdk.getToken(started, isRefused).then(({ token }) => token, () => undefined);
  };
  const lend = async (): Promise<AppCheckToken> => {
    const token = await getToken();
    if (token === undefined) throw new AppError('unavailable', { detail: 'there is no App Check token for the SDK' });
    return { token, expireTimeMillis: clock.now() + LENT_MS };
  };
  return {
    getToken,
    lendTo: (other) => sdk.initializeAppCheck(other, { provider: new sdk.CustomProvider({ getToken: lend }), isTokenAutoRefreshEnabled: false }),
  };
}

type Provider = ReCaptchaEnterpriseProvider & { readonly getToken?: () => Promise<AppCheckToken> };

/**
 * The SDK waits for reCAPTCHA's script without an end, and blockers keep that script away. What it calls on a provider
 * is in none of its published types: should it change, the first page that starts says so.
 */
function bounded(
  provider: Provider, clock: Clock, logger: Logger,
): { readonly provider: ReCaptchaEnterpriseProvider } & Pick<BoundedToken<AppCheckToken>, 'noLongerOverdue'> {
  const ask = provider.getToken?.bind(provider);
  if (!ask) throw new AppError('failed', { detail: "App Check's provider has another shape" });
  const { get, noLongerOverdue } = boundedToken(ask, clock, logger);
  return { provider: Object.assign(provider, { getToken: get }), noLongerOverdue };
}
