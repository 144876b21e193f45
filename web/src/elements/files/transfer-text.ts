/** What a row says of a transfer, and what can be done with it. Pure. */
import type { TransferFailure, TransferView } from 'firelink/files';
import type { FileActionName, FileMessages } from '../i18n/files/index.ts';
import type { Language } from '../i18n/languages.ts';
import { isolated } from '../shared/isolated.ts';
import { sizeText } from './file-numbers.ts';

/** `next`: what the person can do about it. */
export interface TransferStatus {
  readonly tone: 'plain' | 'good' | 'bad';
  readonly text: string;
  readonly next?: string;
}

/** @param other the other person's name, ready for a sentence */
export function statusOf(view: TransferView, words: FileMessages, language: Language, other?: string): TransferStatus | undefined {
  const { states } = words;
  const { state, direction } = view;
  const plain = (text: string): TransferStatus => ({ tone: 'plain', text });
  switch (state.kind) {
    case 'offered':
      return direction === 'out' ? plain(states.offeredOut(other)) : limitOf(view, words, language);
    case 'queued':
      return plain(states.queued);
    case 'running':
      return undefined;
    case 'paused':
      return plain(state.by === 'self' ? states.pausedBySelf : states.pausedByOther(other));
    case 'interrupted':
      return plain(states.interrupted);
    case 'needs-file':
      return plain(direction === 'out' ? states.needsFileOut : states.needsFileIn(other));
    case 'done':
      return { tone: 'good', text: states.done };
    case 'declined':
      return plain(direction === 'out' ? states.declinedOut(other) : states.declinedIn);
    case 'cancelled':
      return plain(state.by === 'self' ? states.cancelledBySelf : states.cancelledByOther(other));
    case 'failed': {
      const { what, next } = words.failures[direction][state.why];
      const step = state.canOfferAgain ? words.failures.out.mismatch.next : next;
      return { tone: 'bad', text: what(other), next: step(other) };
    }
  }
}

/** More than the receiver can take: accepting it would fail, so only declining is offered. */
export function isAboveLimit({ direction, limit, size }: TransferView): boolean {
  return direction === 'in' && limit !== undefined && size > limit;
}

function limitOf(view: TransferView, words: FileMessages, language: Language): TransferStatus | undefined {
  if (view.limit === undefined) return undefined;
  const most = sizeText(view.limit, language);
  return isAboveLimit(view) ? { tone: 'bad', text: words.aboveLimit(most) } : { tone: 'plain', text: words.limit(most) };
}

/** In the order in which they stand; the first is the one that is looked for. */
export function actionsOf(view: TransferView): readonly FileActionName[] {
  const { state, direction } = view;
  switch (state.kind) {
    case 'offered':
      if (direction === 'out') return ['cancel'];
      return isAboveLimit(view) ? ['decline'] : ['accept', 'decline'];
    case 'running':
      return ['pause', 'cancel'];
    case 'paused':
      return state.by === 'self' ? ['resume', 'cancel'] : ['cancel'];
    case 'queued':
    case 'interrupted':
      return ['cancel'];
    case 'needs-file':
      return direction === 'out' ? ['choose', 'cancel'] : ['cancel'];
    case 'done':
      return direction === 'in' ? ['save'] : [];
    case 'declined':
    case 'cancelled':
      return [];
    case 'failed':
      return state.canOfferAgain ? ['retry'] : afterFailure(state.why, direction);
  }
}

function afterFailure(why: TransferFailure, direction: TransferView['direction']): readonly FileActionName[] {
  if (why === 'ended') return [];
  // What the sender's browser holds of the file is of no use any more: only the sender has another.
  if (why === 'changed' || why === 'vanished') return direction === 'out' ? ['choose'] : [];
  if (direction === 'out') return ['retry'];
  // The same browser would fail in the same way.
  return why === 'too-large' ? [] : ['ask'];
}

/** Bytes flow, have flowed or will: a bar is drawn. */
export function hasProgress({ state: { kind } }: TransferView): boolean {
  return kind === 'running' || kind === 'paused' || kind === 'interrupted' || kind === 'needs-file' || kind === 'queued';
}

/** For a sentence or an accessible name: without its folders. */
export function nameOf({ name }: Pick<TransferView, 'name'>): string {
  return isolated(name);
}
