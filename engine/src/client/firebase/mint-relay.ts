/** Relay credentials, asked of the project's function. */
import type { Clock } from '../../base/clock.ts';
import { fieldsOf, isNumber, NO_FIELDS } from '../../base/parse.ts';
import type { GetTokens } from '../../signaling/firestore/requests/token-cache.ts';
import type { AppConfig } from '../config.ts';
import { iceServersOf } from '../hosting-config.ts';
import { callableUrl, callFunction } from './callable.ts';
import type { MintedServers } from './relay.ts';

/** Whether the project has the function that mints relay credentials: emulators may run without those of functions. */
export function hasFunctions({ relay, emulators }: AppConfig): boolean {
  const isEmulated = emulators.firestore !== undefined;
  return relay === 'functions' && (!isEmulated || emulators.functions !== undefined);
}

/** @throws AppError, or TypeError for an answer in another shape */
export async function mintRelay(config: AppConfig, clock: Clock, getTokens: GetTokens): Promise<MintedServers> {
  const answer = await callFunction({ url: callableUrl(config, 'mintTurnCredentials'), clock, getTokens });
  const { iceServers, expiresAt } = fieldsOf(answer) ?? NO_FIELDS;
  const servers = iceServersOf(iceServers);
  if (servers === undefined || !isNumber(expiresAt)) throw new TypeError('the reply of mintTurnCredentials has another shape');
  return { iceServers: servers, expiresAt };
}
