/** Addresses of the app: `/`, `/c/<callId>#k=<secret>`, and `/manual`, with an invitation in its fragment or without. */
import { parseCallLink, type ParsedLink } from 'firelink/link';

const MOST_ENCODINGS = 4;

type CompleteLink = Extract<ParsedLink, { kind: 'complete' }>;

export type Route =
  | { readonly page: 'home' }
  /** `invitation`: what a QR code held, or ''. */
  | { readonly page: 'manual'; readonly invitation: string }
  /** `isKeyExposed`: the key came where servers see it, in the path or the query, and not in the fragment. */
  | { readonly page: 'call'; readonly link: CompleteLink; readonly isKeyExposed: boolean }
  /** An address that was meant to be a call's, and isn't whole. */
  | { readonly page: 'incomplete' };

export const MANUAL_PATH = '/manual';

export function readRoute(url: URL): Route {
  // An address that was put together from a site's and a path may have a slash too many, at either end.
  const path = url.pathname.replace(/^\/+|\/+$/g, '');
  if (`/${path}` === MANUAL_PATH) return { page: 'manual', invitation: url.hash.slice(1) };
  if (!/^c(\/|%(25)*2f)/i.test(path)) return { page: 'home' };
  const exposed = findExposedKey(url.pathname + url.search);
  if (exposed) return { page: 'call', link: exposed, isKeyExposed: true };
  const link = parseCallLink(url);
  return link.kind === 'complete' ? { page: 'call', link, isKeyExposed: false } : { page: 'incomplete' };
}

/** Mail filters encode the # of a link, some of them twice: what should be the fragment then is part of the path. */
function findExposedKey(path: string): CompleteLink | undefined {
  let text = path;
  for (let layer = 0; layer <= MOST_ENCODINGS; layer++) {
    const link = parseCallLink(text.replace(/[?&/]k=/, '#k='));
    if (link.kind === 'complete') return link;
    text = text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  }
  return undefined;
}
