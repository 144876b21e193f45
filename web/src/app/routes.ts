/** Addresses of the app: `/`, `/c/<callId>#k=<secret>`, and `/manual`, with an invitation in its fragment or without. */
import type { ParsedLink } from '../signaling/call-link.ts';
import { parseCallLink } from '../signaling/call-link.ts';

export type Route =
  | { readonly page: 'home' }
  /** `invitation`: what a QR code held, or ''. */
  | { readonly page: 'manual'; readonly invitation: string }
  | { readonly page: 'call'; readonly link: Extract<ParsedLink, { kind: 'complete' }> }
  /** An address that was meant to be a call's, and isn't whole. */
  | { readonly page: 'incomplete' };

export const MANUAL_PATH = '/manual';

export function readRoute(url: URL): Route {
  if (url.pathname === MANUAL_PATH) return { page: 'manual', invitation: url.hash.slice(1) };
  if (!url.pathname.startsWith('/c/')) return { page: 'home' };
  const link = parseCallLink(url);
  return link.kind === 'complete' ? { page: 'call', link } : { page: 'incomplete' };
}
