/** As much of a callable's request as says who asks: what the SDK has read from the two tokens, or nothing. */
export interface Presented {
  readonly auth?: { readonly uid?: unknown; readonly token: { readonly aud?: unknown } } | undefined;
  readonly app?: { readonly appId?: unknown; readonly token: { readonly aud?: unknown } } | undefined;
}

export interface Expected {
  readonly projectId: string;
  readonly isAppCheckEnforced: boolean;
}

/**
 * The caller of a request; undefined when it can't be told. In production the SDK has verified the tokens that it hands on, and
 * this finds nothing new. An emulator verifies no token: it takes another project's, and one that is none.
 */
export function callerOf({ auth, app }: Presented, { projectId, isAppCheckEnforced }: Expected): string | undefined {
  const uid = auth?.uid;
  if (typeof uid !== 'string' || uid === '' || auth?.token.aud !== projectId) return undefined;
  return !isAppCheckEnforced || isOwnApp(app, projectId) ? uid : undefined;
}

/** https://firebase.google.com/docs/app-check/custom-resource-backend#verify_using_other_libraries */
function isOwnApp(app: Presented['app'], projectId: string): boolean {
  const audience = app?.token.aud;
  const isTold = typeof app?.appId === 'string' && app.appId !== '';
  return isTold && Array.isArray(audience) && audience.includes(`projects/${projectId}`);
}
