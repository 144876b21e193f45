/**
 * What two people hand each other by hand: `FL2i.<base64url>.` invites, `FL2r.<base64url>.` replies. The prefix says
 * whose text it is and which version, the full stops show whether it is whole, and a checksum that it is unharmed.
 *
 *   call id 22 | made at 6 | maker 1+n | secret 16, in invitations | description 2+n | batches 1 | index 1, batch 2+n … | CRC-32 4
 *
 * Only the first round is ever handed over: an offer or an answer, sealed, and the candidates that go with it.
 */
import { isCallId, type CallId } from '#protocol/identifiers.ts';
import { PROTOCOL_VERSION } from '#protocol/limits.ts';
import { LEASE_MS } from '#protocol/lifetimes.ts';
import { fromBase64Url, joinBytes, toBase64Url, type OwnBytes } from '../../base/bytes.ts';
import { LINK_SECRET_BYTES } from '../link/call-link.ts';
import { ByteReader, checksum, numberBytes } from './manual-bytes.ts';
import type { OutgoingBatch } from '../signal-channel.ts';

interface Handed {
  readonly callId: CallId;
  /** The uid that its maker has on the channel. */
  readonly maker: string;
  /** ms since 1970, by the maker's clock */
  readonly madeAt: number;
  /** The offer or answer of the first round. */
  readonly sealed: Uint8Array;
  readonly batches: readonly OutgoingBatch[];
}

/** What the inviting page hands out. */
export interface Invitation extends Handed {
  readonly kind: 'invitation';
}

/** What the invited page hands back, sealed with the invitation's secret. */
export interface Reply extends Handed {
  readonly kind: 'reply';
}

export type HandedMessage = Invitation | Reply;

/** `cut`: one of ours, of which something is missing or was changed. `too-old`: an invitation whose call has expired. */
export type TextProblem = 'not-a-text' | 'cut' | 'other-version' | 'too-old';

export type ReadText =
  | { readonly kind: 'invitation'; readonly invitation: Invitation; readonly secret: OwnBytes }
  | { readonly kind: 'reply'; readonly reply: Reply }
  | { readonly kind: 'problem'; readonly problem: TextProblem };

/** @param secret goes along: there is no link that could bring it. What the seal means then: docs/decisions/0023 */
export function formatInvitation(invitation: Invitation, secret: Uint8Array): string {
  return `FL${PROTOCOL_VERSION}i.${format(invitation, secret)}.`;
}

export function formatReply(reply: Reply): string {
  return `FL${PROTOCOL_VERSION}r.${format(reply, new Uint8Array())}.`;
}

/** Zero-width characters, direction marks and soft hyphens; the marks of quoted lines. */
const NOISE = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF]|^[\s>|]+/gm;
const TEXT = /FL(\d+)([ir])\.([A-Za-z0-9_\-\s]*)(\.?)/;

/** Finds the text in a pasted one, with words around it, line breaks and spaces inside. Never throws. */
export function readManualText(pasted: string, nowMs: number): ReadText {
  const [, version, kind, body = '', end] = TEXT.exec(pasted.replace(NOISE, '')) ?? [];
  if (version === undefined) return problem('not-a-text');
  if (version !== String(PROTOCOL_VERSION)) return problem('other-version');
  const bytes = end === '.' ? fromBase64Url(body.replace(/\s+/g, '')) : undefined;
  const read = bytes && readBody(bytes, kind === 'i');
  if (!read) return problem('cut');
  const { secret, ...handed } = read;
  if (!secret) return { kind: 'reply', reply: { kind: 'reply', ...handed } };
  if (handed.madeAt + LEASE_MS <= nowMs) return problem('too-old');
  return { kind: 'invitation', invitation: { kind: 'invitation', ...handed }, secret };
}

const problem = (which: TextProblem): ReadText => ({ kind: 'problem', problem: which });

function format({ callId, maker, madeAt, sealed, batches }: Handed, secret: Uint8Array): string {
  const text = new TextEncoder();
  const name = text.encode(maker);
  const body = joinBytes(
    text.encode(callId), numberBytes(madeAt, 6), numberBytes(name.length, 1), name, secret,
    numberBytes(sealed.length, 2), sealed, numberBytes(batches.length, 1),
    ...batches.flatMap((batch) => [numberBytes(batch.index, 1), numberBytes(batch.sealed.length, 2), batch.sealed]),
  );
  return toBase64Url(joinBytes(body, checksum(body)));
}

/** @returns undefined when it is not exactly what `format` makes */
function readBody(bytes: OwnBytes, hasSecret: boolean): (Handed & { readonly secret?: OwnBytes }) | undefined {
  const reader = ByteReader.checked(bytes);
  if (!reader) return undefined;
  const callId = reader.text(22);
  const madeAt = reader.number(6);
  const maker = reader.text(reader.number(1));
  const secret = hasSecret ? reader.bytes(LINK_SECRET_BYTES) : undefined;
  const sealed = reader.bytes(reader.number(2));
  const batches: OutgoingBatch[] = [];
  for (let left = reader.number(1); left > 0; left--) {
    batches.push({ index: reader.number(1), round: 1, sealed: reader.bytes(reader.number(2)) });
  }
  if (!reader.isAtEnd || !isCallId(callId)) return undefined;
  return { callId, madeAt, maker, sealed, batches, ...(secret && { secret }) };
}
