/**
 * The link of a call: `https://host/c/<callId>#k=<secret and checksum>`. Browsers send no fragment, so the secret
 * reaches only the holders of the link; the checksum reveals a cut link before any request is made.
 */
import { isCallId, type CallId } from '#protocol/identifiers.ts';
import { fromBase64Url, joinBytes, toBase64Url, type OwnBytes } from '../../base/bytes.ts';

/** 128 bits can't be guessed, and 24 characters with its checksum still fit a message's line. */
export const LINK_SECRET_BYTES = 16;

/** How often two can call again with one link. All are looked up at once, so there are few. */
export const MAX_NEXT_CALLS = 8;

/** 16 bytes and a checksum of 2 are 24 base64url characters exactly, with no spare bits. */
const KEY_LENGTH = 24;

/** What a call of the link begins with: the devices of both, or chat and files alone. */
export type LinkMedia = 'devices' | 'none';

/**
 * What the checksum of a chat-only link differs by. Among all values, one that no damage of these kinds turns a link of one
 * kind into: another character, two characters exchanged, two bits flipped.
 */
const NO_MEDIA_MARK = 0x4443;

/** What a text says of a call. */
export type ParsedLink =
  | { readonly kind: 'complete'; readonly callId: CallId; readonly secret: OwnBytes; readonly media: LinkMedia }
  /** A link of ours that was cut, mistyped or given without its key; `callId` when that much can be read. */
  | { readonly kind: 'incomplete'; readonly callId?: CallId }
  | { readonly kind: 'not-a-link' };

type RandomSource = Pick<Crypto, 'getRandomValues'>;

/** A new call's id: 128 random bits, 22 characters of base64url. */
export function createCallId(random: RandomSource = crypto): CallId {
  const id = toBase64Url(random.getRandomValues(new Uint8Array(16)));
  if (!isCallId(id)) throw new TypeError('16 bytes make 22 base64url characters');
  return id;
}

/** A new link's secret: 16 random bytes. It goes into the fragment of the link, and nowhere else. */
export function createLinkSecret(random: RandomSource = crypto): OwnBytes {
  return random.getRandomValues(new Uint8Array(LINK_SECRET_BYTES));
}

/** The page of a call, without its key: what routes and history may hold. */
export function callPagePath(callId: CallId): string {
  return `/c/${callId}`;
}

/**
 * @param origin as `location.origin` has it, without a slash at its end
 * @param media `none`: a chat-only link. It looks like any other, so nothing that hands links on can lose what it says.
 */
export function formatCallLink(origin: string, callId: CallId, secret: Uint8Array, media: LinkMedia = 'devices'): string {
  if (secret.length !== LINK_SECRET_BYTES) throw new RangeError(`a link's secret has ${LINK_SECRET_BYTES} bytes`);
  const sum = checksum(secret) ^ (media === 'none' ? NO_MEDIA_MARK : 0);
  return `${origin}${callPagePath(callId)}#k=${toBase64Url(joinBytes(secret, Uint8Array.of(sum >> 8, sum & 0xff)))}`;
}

/**
 * Finds a call's link in what a person pasted, or reads the address bar. It bears what messengers do to links: text
 * around them, punctuation or markup glued to their end, a missing scheme, spaces and line breaks inside, an encoded #.
 */
export function parseCallLink(input: string | URL): ParsedLink {
  const given = String(input).replace(INVISIBLE, '').replace(/%23/gi, '#').replace(/%3d/gi, '=').trim();
  // The last part of a link by itself, id and key.
  const text = /^[A-Za-z0-9_-]{22}#k=/.test(given) ? `/c/${given}` : given;
  const asIs = findLink(text);
  if (asIs.kind === 'complete') return asIs;
  // A link that was wrapped into lines. Read second, since it glues the words around a link to it.
  const unwrapped = findLink(text.replace(/\s+/g, ''));
  return unwrapped.kind === 'complete' ? unwrapped : asIs;
}

/** Zero-width characters, direction marks, soft hyphens: copied along, never seen. */
const INVISIBLE = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF]/g;
const LINK = /\/c\/([A-Za-z0-9_-]*)([^\s#]*)(?:#+k=([A-Za-z0-9_-]*))?/g;

function findLink(text: string): ParsedLink {
  let best: ParsedLink = { kind: 'not-a-link' };
  for (const [, id = '', , key = ''] of text.matchAll(LINK)) {
    if (!isCallId(id)) {
      if (best.kind === 'not-a-link' && looksOurs(text)) best = { kind: 'incomplete' };
      continue;
    }
    // Text behind the key is markup ("_link_" is italics to some programs); the checksum confirms the key.
    const read = readKey(key.slice(0, KEY_LENGTH));
    if (read) return { kind: 'complete', callId: id, ...read };
    if (best.kind !== 'incomplete' || best.callId === undefined) best = { kind: 'incomplete', callId: id };
  }
  if (best.kind !== 'not-a-link') return best;
  const bare = text.replace(/^[^A-Za-z0-9_-]+|[^A-Za-z0-9_-]+$/g, '');
  return isCallId(bare) ? { kind: 'incomplete', callId: bare } : best;
}

/** "/c/" alone stands in many texts; with a host before it, or at the start, it was meant as a link. */
function looksOurs(text: string): boolean {
  return /(?:^|[\w\]-](?::\d+)?)\/c\//.test(text);
}

function readKey(key: string): { readonly secret: OwnBytes; readonly media: LinkMedia } | undefined {
  const bytes = key.length === KEY_LENGTH ? fromBase64Url(key) : undefined;
  if (!bytes) return undefined;
  const secret = bytes.slice(0, LINK_SECRET_BYTES);
  const [high = 0, low = 0] = bytes.subarray(LINK_SECRET_BYTES);
  const mark = checksum(secret) ^ (high << 8) ^ low;
  if (mark !== 0 && mark !== NO_MEDIA_MARK) return undefined;
  return { secret, media: mark === 0 ? 'devices' : 'none' };
}

/**
 * CRC-16/CCITT-FALSE (polynomial 0x1021, start 0xFFFF). Synchronous, so a page can judge its link before it does
 * anything; it tells of accidents, the seal tells of forgery. It travels with the secret only, so it gives nothing away.
 */
function checksum(bytes: Uint8Array): number {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) crc = (crc & 0x8000) === 0 ? crc << 1 : (crc << 1) ^ 0x1021;
    crc &= 0xffff;
  }
  return crc;
}
