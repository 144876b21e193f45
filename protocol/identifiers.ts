/** Who is who in a call, and how a call is named. */

/** 22 base64url characters that stand for 128 random bits. */
export type CallId = string & { readonly __brand: 'CallId' };

export type Role = 'caller' | 'callee';

const CALL_ID = /^[A-Za-z0-9_-]{22}$/;

export function isCallId(text: string): text is CallId {
  return CALL_ID.test(text);
}

/** The shard spreads the expiry index over 64 ranges; it follows from the id, so no client can choose it. */
export function shardOf(callId: CallId): string {
  return callId.slice(0, 1);
}

export function otherRole(role: Role): Role {
  return role === 'caller' ? 'callee' : 'caller';
}
