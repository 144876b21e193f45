/**
 * What two sides say on a WebChannel, the transport of Firestore's streams in a browser: requests as form fields
 * `req0___data__`, responses as chunks `<length>\n<JSON>`, each an array of `[number, [message]]`. There is no public
 * specification; closure-library's `WebChannelBase` is the only source.
 */
import type { Exchange } from '../../support/proxy/recording.ts';

export interface Conversation {
  /** In the order in which the server counts them, each once even if it was sent again. */
  readonly received: readonly unknown[];
  readonly sent: readonly unknown[];
}

/** The channels of one stream, `Listen` or `Write`. */
export function readChannels(exchanges: readonly Exchange[], stream: 'Listen' | 'Write'): readonly Conversation[] {
  const channels = new Map<string, { readonly received: Map<number, unknown>; readonly sent: unknown[] }>();
  for (const { method, url, requestBody, responseBody } of exchanges) {
    if (!url.pathname.endsWith(`/${stream}/channel`) || method === 'OPTIONS') continue;
    const messages = parseChunks(responseBody);
    // The first request has no session yet: the answer to it names one.
    const session = url.searchParams.get('SID') ?? sessionIn(messages);
    if (session === undefined) continue;
    const channel = channels.get(session) ?? { received: new Map<number, unknown>(), sent: [] };
    channels.set(session, channel);
    if (method === 'POST') channel.sent.push(...parseForm(requestBody));
    for (const [number, body] of messages) {
      if (Array.isArray(body) && typeof body[0] === 'object') channel.received.set(number, body[0]);
    }
  }
  return [...channels.values()].map(({ received, sent }) => (
    { sent, received: [...received].sort(([one], [other]) => one - other).map(([, message]) => message) }
  ));
}

type Numbered = readonly [number: number, body: unknown];

function parseChunks(text: string): readonly Numbered[] {
  const found: Numbered[] = [];
  for (let at = 0; at < text.length; ) {
    const line = text.indexOf('\n', at);
    const length = Number(text.slice(at, line));
    // The last chunk may still be on its way.
    if (line === -1 || !Number.isInteger(length) || line + 1 + length > text.length) break;
    const parsed: unknown = JSON.parse(text.slice(line + 1, line + 1 + length));
    // What answers a request that only sends is `[1, 7, 0]`: no messages.
    if (Array.isArray(parsed)) found.push(...parsed.filter(isNumbered));
    at = line + 1 + length;
  }
  return found;
}

function isNumbered(entry: unknown): entry is Numbered {
  return Array.isArray(entry) && entry.length === 2 && typeof entry[0] === 'number';
}

/** `[0, ["c", "<session>", …]]` */
function sessionIn(messages: readonly Numbered[]): string | undefined {
  for (const [, body] of messages) {
    if (Array.isArray(body) && body[0] === 'c') return String(body[1]);
  }
  return undefined;
}

function parseForm(body: string): readonly unknown[] {
  return [...new URLSearchParams(body)].filter(([name]) => /^req\d+___data__$/.test(name)).map(([, value]): unknown => JSON.parse(value));
}
