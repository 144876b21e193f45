/**
 * A callable function is asked by a request of our own, as Firebase documents it for clients without its SDK:
 * https://firebase.google.com/docs/functions/callable-reference
 */
import { within, type Clock } from '../../base/clock.ts';
import { AppError, toAppError } from '../../base/errors.ts';
import { fieldsOf, NO_FIELDS, parseJsonObject } from '../../base/parse.ts';
import { statusFailure } from '../../signaling/firestore/requests/firestore-errors.ts';
import type { GetTokens, Tokens } from '../../signaling/firestore/requests/token-cache.ts';
import { originOf, type AppConfig } from '../config.ts';

/** The function takes 15 s at most, and an App Check token that is overdue as long again. */
export const CALL_LIMIT_MS = 30_000;

export interface CallableRequest {
  readonly url: string;
  readonly clock: Clock;
  readonly getTokens: GetTokens;
  readonly fetch?: typeof fetch;
}

export function callableUrl({ firebase: { projectId }, functionsRegion, emulators: { functions } }: Pick<AppConfig, 'firebase' | 'functionsRegion' | 'emulators'>, name: string): string {
  return functions ? `${originOf(functions)}/${projectId}/${functionsRegion}/${name}` : `https://${functionsRegion}-${projectId}.cloudfunctions.net/${name}`;
}

/** What it answers to no input. @throws AppError, CALL_LIMIT_MS after the call at the latest */
export function callFunction(options: CallableRequest): Promise<unknown> {
  const giveUp = new AbortController();
  return within(options.clock, CALL_LIMIT_MS, ask(options, giveUp.signal), () => {
    const tooLate = new AppError('unavailable', { detail: 'no answer of a function in time' });
    giveUp.abort(tooLate);
    throw tooLate;
  });
}

async function ask({ url, getTokens, fetch = globalThis.fetch }: CallableRequest, signal: AbortSignal): Promise<unknown> {
  const send = async (tokens: Tokens): Promise<unknown> => {
    const response = await fetch(url, { method: 'POST', headers: headersOf(tokens), body: '{"data":null}', signal });
    return read(response.status, await response.text());
  };
  try {
    return await send(await getTokens(false)).catch(async (error: unknown) => {
      // Whether it is the user's token or App Check's that was refused, it doesn't say.
      if (!(error instanceof AppError) || error.failure !== 'signed-out' || signal.aborted) throw error;
      return send(await getTokens(true));
    });
  } catch (error) {
    throw toAppError(error, 'unavailable');
  }
}

function headersOf({ idToken, appCheckToken }: Tokens): Record<string, string> {
  return {
    'Content-Type': 'application/json',
    ...(idToken !== '' && { Authorization: `Bearer ${idToken}` }),
    ...(appCheckToken !== undefined && { 'X-Firebase-AppCheck': appCheckToken }),
  };
}

/** An error counts whatever the HTTP status; without a result, what came is not from a callable function. */
function read(status: number, text: string): unknown {
  const answer = parseJsonObject(text);
  const { error, result } = answer.ok ? answer.value : NO_FIELDS;
  const errorStatus = fieldsOf(error)?.['status'];
  if (typeof errorStatus === 'string') throw statusFailure(errorStatus, `a function answered ${errorStatus}`);
  if (status !== 200 || error !== undefined || result === undefined) throw new AppError('unavailable', { detail: `HTTP ${status}, not from a function` });
  return result;
}
