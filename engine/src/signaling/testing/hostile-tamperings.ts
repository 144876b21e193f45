/**
 * What a store can do to a sealed message, and what its reader must then find. `fresh` messages are for every holder
 * of the link, `addressed` ones for one instance.
 */
import { MIN_SEALED_BYTES } from '#protocol/limits.ts';
import type { Message, Place, Tampering } from './hostile-store.ts';

export type Refusal = 'forged' | 'malformed' | 'other-version' | 'not-for-me';

export interface Attack {
  readonly name: string;
  readonly tamper: Tampering;
  readonly refusal: { readonly fresh: Refusal; readonly addressed: Refusal };
  /** Where it can be done at all, if not everywhere. */
  readonly places?: readonly Place[];
  /** It needs a message of an earlier round of the same call. */
  readonly needsEarlierRound?: true;
}

const same = (refusal: Refusal): Attack['refusal'] => ({ fresh: refusal, addressed: refusal });

/** Offsets in the header (docs/protocol.md, "The seal"). */
export const AT = { version: 0, addressed: 1, maker: 2, addressee: 18, publicKey: 34, nonce: 99, ciphertext: 111 } as const;

const altered = (change: (sealed: Uint8Array) => Uint8Array): Tampering => (message) => [{ ...message, sealed: change(message.sealed) }];
const flips = (name: string, at: number, refusal: Attack['refusal']): Attack => ({
  name: `flips a bit of ${name}`,
  tamper: altered((sealed) => sealed.map((byte, index) => (index === (at + sealed.length) % sealed.length ? byte ^ 1 : byte))),
  refusal,
});
const grown = (sealed: Uint8Array, bytes: number): Uint8Array => {
  const longer = new Uint8Array(sealed.length + bytes);
  longer.set(sealed);
  return longer;
};

/** The latest other message of which `isWanted`, put in the message's place. */
const replays = (isWanted: (other: Message, message: Message) => boolean): Tampering => (message, archive) => {
  const other = archive.findLast((one) => isWanted(one, message));
  if (!other) throw new Error(`there is nothing to replay as the ${message.place} of round ${message.round}`);
  return [{ ...message, sealed: other.sealed }];
};

const BATCHES = ['caller-batch', 'callee-batch'] as const;
const MIRROR: Record<Place, Place> = { offer: 'answer', answer: 'offer', 'caller-batch': 'callee-batch', 'callee-batch': 'caller-batch' };
const SIBLING: Record<Place, Place> = { offer: 'caller-batch', answer: 'callee-batch', 'caller-batch': 'offer', 'callee-batch': 'answer' };

export const ATTACKS: readonly Attack[] = [
  flips('the version', AT.version, same('other-version')),
  flips('the flag "addressed"', AT.addressed, { fresh: 'not-for-me', addressed: 'malformed' }),
  flips('the maker', AT.maker, same('forged')),
  flips('the addressee', AT.addressee, { fresh: 'malformed', addressed: 'not-for-me' }),
  flips('the form of the public key', AT.publicKey, same('malformed')),
  flips('the public key', AT.publicKey + 1, same('forged')),
  flips('the nonce', AT.nonce, same('forged')),
  flips('the ciphertext', AT.ciphertext, same('forged')),
  flips('the padding', -17, same('forged')),
  flips('the tag', -1, same('forged')),
  { name: 'cuts the last byte off', tamper: altered((sealed) => sealed.subarray(0, -1)), refusal: same('malformed') },
  { name: 'cuts all but the header', tamper: altered((sealed) => sealed.subarray(0, AT.ciphertext)), refusal: same('malformed') },
  { name: 'shows nothing but zeros', tamper: altered((sealed) => new Uint8Array(sealed.length)), refusal: same('other-version') },
  { name: 'shows no bytes at all', tamper: altered(() => new Uint8Array()), refusal: same('malformed') },
  { name: 'adds a byte', tamper: altered((sealed) => grown(sealed, 1)), refusal: same('malformed') },
  { name: 'adds a step of padding', tamper: altered((sealed) => grown(sealed, 1024)), refusal: same('forged') },
  {
    name: 'puts the end of another message behind the header', refusal: same('forged'),
    tamper: (message, archive) => {
      const other = archive.find(({ sealed }) => sealed.length === MIN_SEALED_BYTES && !sealed.every((byte, at) => byte === message.sealed[at]));
      if (!other) throw new Error('there is no other message to take the end of');
      const sealed = other.sealed.slice();
      sealed.set(message.sealed.subarray(0, AT.ciphertext));
      return [{ ...message, sealed }];
    },
  },
  {
    name: 'replays the same message of another call', refusal: { fresh: 'forged', addressed: 'not-for-me' },
    tamper: replays((other, message) => other.callId !== message.callId && other.place === message.place && other.round === message.round),
  },
  {
    // Back to its maker: an answer as an offer, one's own candidates as the other's.
    name: 'replays what the reader itself made', refusal: same('forged'),
    tamper: replays((other, message) => other.callId === message.callId && other.place === MIRROR[message.place]),
  },
  {
    name: 'replays another kind of message by the same maker', refusal: same('forged'),
    tamper: replays((other, message) => other.callId === message.callId && other.place === SIBLING[message.place] && other.round === message.round),
  },
  {
    name: 'replays an earlier round as this one', refusal: same('forged'), needsEarlierRound: true,
    tamper: replays((other, message) => other.callId === message.callId && other.place === message.place && other.round < message.round),
  },
  {
    name: 'shows a round as the next one', refusal: same('forged'),
    tamper: (message) => [{ ...message, round: message.round + 1 }],
  },
  {
    name: 'shows a batch under another index', refusal: same('forged'), places: BATCHES,
    tamper: (message) => [{ ...message, index: (message.index + 1) % 8 }],
  },
];
