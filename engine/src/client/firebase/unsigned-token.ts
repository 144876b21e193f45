import type { FirebaseOptions } from 'firebase/app';
import type { AppCheckToken } from 'firebase/app-check';

const LIFETIME_MS = 3_600_000;

/** An unsecured JSON Web Token (RFC 7519, section 6): emulators read it and check no signature. */
export function unsignedToken({ appId = 'emulated', projectId = '' }: FirebaseOptions, nowMs: number): AppCheckToken {
  const expireTimeMillis = nowMs + LIFETIME_MS;
  const seconds = (ms: number): number => Math.floor(ms / 1000);
  const claims = { sub: appId, aud: [`projects/${projectId}`], iat: seconds(nowMs), exp: seconds(expireTimeMillis) };
  return { token: `${encode({ alg: 'none', typ: 'JWT' })}.${encode(claims)}.`, expireTimeMillis };
}

function encode(part: object): string {
  return btoa(JSON.stringify(part)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
