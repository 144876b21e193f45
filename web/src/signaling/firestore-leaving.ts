/**
 * The commit of a page that is going: handed to the browser as a keepalive request, which outlives the page. The SDK
 * can't do that, so this is Firestore's REST API
 * (https://firebase.google.com/docs/firestore/reference/rest/v1/projects.databases.documents/commit).
 */
import type { Firestore } from 'firebase/firestore';
import type { Clock } from '../base/clock.ts';
import type { Scope } from '../base/scope.ts';
import { callPath } from '#protocol/paths.ts';
import type { CallId, Role } from '#protocol/identifiers.ts';

export interface Tokens {
  readonly idToken: string;
  /** Where App Check is enforced for Firestore. */
  readonly appCheckToken?: string;
}

/** A token lives an hour and the SDK renews it by itself; asking costs nothing while it is good. */
const TOKEN_LOOK_MS = 5 * 60_000;

/** Nothing can be awaited while a page goes: the newest tokens lie ready. */
export class TokensAtHand {
  #tokens: Tokens | undefined;

  constructor(scope: Scope, clock: Clock, getTokens: () => Promise<Tokens>) {
    const look = async (): Promise<void> => {
      while (!scope.isEnded) {
        this.#tokens = await getTokens().catch(() => this.#tokens);
        await delayIn(scope, clock, TOKEN_LOOK_MS);
      }
    };
    void look();
  }

  get tokens(): Tokens | undefined {
    return this.#tokens;
  }
}

/** Like `delay`, but no timer is left once the scope has ended (and then it never resolves). */
function delayIn(scope: Scope, clock: Clock, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    const release = scope.own(clock.after(delayMs, () => {
      release();
      resolve();
    }));
  });
}

export interface LeavingRequest {
  readonly url: string;
  readonly init: RequestInit;
}

/**
 * Same address and same content type as the SDK's own commits, whose preflight the browser remembers: a page that is
 * going has no time for another.
 *
 * @param restOrigin `https://firestore.googleapis.com`, or the emulator's
 */
export function leavingRequest(
  firestore: Pick<Firestore, 'app'>, restOrigin: string, tokens: Tokens, callId: CallId, role: Role, round: number,
): LeavingRequest {
  const { projectId = '', apiKey } = firestore.app.options;
  const documents = `projects/${projectId}/databases/(default)/documents`;
  const write = {
    update: {
      name: `${documents}/${callPath(callId)}`,
      fields: { away: { mapValue: { fields: { [role]: { integerValue: String(round) } } } } },
    },
    updateMask: { fieldPaths: [`away.${role}`] },
    currentDocument: { exists: true },
  };
  return {
    url: `${restOrigin}/v1/${documents}:commit${apiKey === undefined ? '' : `?key=${encodeURIComponent(apiKey)}`}`,
    init: {
      method: 'POST',
      keepalive: true,
      headers: {
        Authorization: `Bearer ${tokens.idToken}`,
        'Content-Type': 'text/plain',
        ...(tokens.appCheckToken !== undefined && { 'X-Firebase-AppCheck': tokens.appCheckToken }),
      },
      body: JSON.stringify({ writes: [write] }),
    },
  };
}
