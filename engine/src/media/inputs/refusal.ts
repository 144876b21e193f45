/** Why a browser refuses a device, from the error's name and message, the permission and the policy: browsers agree on the name alone. Pure. */
import type { InputFailure, Refusal } from './local-media-state.ts';
import type { MediaDevicesPort, Policy } from '../devices/media-devices.ts';

export interface Said {
  /** What getUserMedia threw. */
  readonly error: unknown;
  /** Afterwards. */
  readonly permission: PermissionState | 'unknown';
  readonly policy: Policy;
  /** What a permission is for. */
  readonly grants: MediaDevicesPort['grants'];
}

/** Chromium, for what macOS, Windows, Android or ChromeOS don't let it have. */
const BY_SYSTEM = /\bby system\b/i;
/** Chromium, when its question is closed. At the third time it blocks the site for a week, and then says 'denied'. */
const DISMISSED = /\bdismissed\b/i;
/** Chromium, also of the one of two that may be asked for, where the other is blocked. */
const CHROMIUM_BLOCK = 'Permission denied';
/** Safari and every browser on iOS: the permission is always 'prompt', so whether the browser prompts again is unknown. */
const WEBKIT = /possibly because the user denied permission/i;

/**
 * When the permission is granted and the request still fails, the system has refused: Safari has no message of its own for
 * that. Not where a permission is for one device: it may be for another device than the requested one, and Firefox prompts
 * again. A permission in the state `prompt` was not refused, except in WebKit.
 */
export function explainRefusal({ error, permission, policy, grants }: Said): Refusal {
  const { name, message } = partsOf(error);
  if (policy === 'forbids' || name === 'SecurityError') return 'policy';
  if (BY_SYSTEM.test(message) || (permission === 'granted' && grants === 'kind')) return 'system';
  if (permission !== 'denied' && DISMISSED.test(message)) return 'dismissed';
  // In a tab of its own the page can ask, even if it was refused here.
  if (policy === 'unknown') return 'policy';
  const isFinal = WEBKIT.test(message) || message === CHROMIUM_BLOCK;
  return (permission === 'prompt' || permission === 'granted') && !isFinal ? 'dismissed' : 'blocked';
}

/** The refusal to show later, when the permission may have changed, or been withdrawn from a device in use. */
export function refusalNow(failure: InputFailure, before: Refusal | undefined, permission: PermissionState | 'unknown'): Refusal | undefined {
  if (failure !== 'permission-denied') return before === 'insecure' ? before : undefined;
  if (before === 'policy' || before === 'system') return before;
  if (permission === 'denied') return 'blocked';
  return before ?? (permission === 'prompt' ? 'dismissed' : 'blocked');
}

/** DOMException is an Error only in newer browsers. */
function partsOf(error: unknown): { readonly name: string; readonly message: string } {
  if (typeof error !== 'object' || error === null) return { name: '', message: '' };
  const part = (key: 'name' | 'message'): string => (key in error ? String(Reflect.get(error, key)) : '');
  return { name: part('name'), message: part('message') };
}
