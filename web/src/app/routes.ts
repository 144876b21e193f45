/** Addresses of the app: `/` and `/c/<callId>#k=<secret>`. */
import type { ParsedLink } from '../signaling/call-link.ts';
import { parseCallLink } from '../signaling/call-link.ts';

export type Route =
  | { readonly page: 'home' }
  | { readonly page: 'call'; readonly link: Extract<ParsedLink, { kind: 'complete' }> }
  /** An address that was meant to be a call's, and isn't whole. */
  | { readonly page: 'incomplete' };

export function readRoute(url: URL): Route {
  if (!url.pathname.startsWith('/c/')) return { page: 'home' };
  const link = parseCallLink(url);
  return link.kind === 'complete' ? { page: 'call', link } : { page: 'incomplete' };
}
