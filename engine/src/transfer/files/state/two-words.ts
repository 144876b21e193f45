/**
 * What is known of one transfer: a word of its sender and a word of its receiver. A side changes its own word alone, says the whole of
 * it at each change and each time that pages meet, and hears the other's. What both see is a function of both words (phases.ts), so
 * words that cross, are said twice, or come from a reloaded page lead both sides to the same phase.
 *
 * the sender's:     away ──file chosen again──► offered ◄──pause, resume──► paused
 *                   any ──cancel──► cancelled        any ──failure──► changed · vanished · …
 *
 * the receiver's:   open ──accept──► accepted ◄──pause, resume──► paused        accepted ──the hash is right──► verified
 *                   open ──decline──► declined        any ──cancel──► cancelled        any ──failure──► mismatch · disk-full · …
 *
 * A failure ends one *attempt*: either side begins the next one, by a word with its number. The larger number counts for both, and the other
 * word moves with it: a sender's failure is an offer again, a receiver's answer is open again. `cancelled`, `declined`, `verified` stay.
 */
import type { TransferFailure } from '../transfer-view.ts';

export type SenderWord = 'offered' | 'paused' | 'away' | 'cancelled' | TransferFailure;
export type ReceiverWord = 'open' | 'accepted' | 'paused' | 'declined' | 'cancelled' | 'verified' | TransferFailure;

export interface Words {
  /** From 0. */
  readonly attempt: number;
  readonly sender: SenderWord;
  readonly receiver: ReceiverWord;
}

/** What a frame has room for. */
const MAX_ATTEMPT = 2 ** 32 - 1;

/** In the order of their bytes in a frame. */
export const FAILURES = ['mismatch', 'changed', 'vanished', 'disk-full', 'too-large', 'malformed', 'not-stored', 'ended'] as const satisfies readonly TransferFailure[];

export function isFailure(word: SenderWord | ReceiverWord): word is TransferFailure {
  return FAILURES.some((failure) => failure === word);
}

/** The receiver's last word, whatever is tried. */
function isFinal(word: ReceiverWord): boolean {
  return word === 'cancelled' || word === 'declined' || word === 'verified';
}

/** The sender's page has it, and may send it. */
export function isStanding({ sender, receiver }: Words): boolean {
  return (sender === 'offered' || sender === 'paused' || sender === 'away') && !isFinal(receiver);
}

/** @returns the same words where there are no more attempts */
export function tryAgain(words: Words): Words {
  return inAttempt(words, Math.min(words.attempt + 1, MAX_ATTEMPT));
}

/** @param attempt that the word was said in, which may be over */
export function hearSender(words: Words, word: SenderWord, attempt: number): Words {
  const now = inAttempt(words, attempt);
  return { ...now, sender: attempt < now.attempt ? laterSender(word) : word };
}

export function hearReceiver(words: Words, word: ReceiverWord, attempt: number): Words {
  const now = inAttempt(words, attempt);
  return { ...now, receiver: attempt < now.attempt ? laterReceiver(word) : word };
}

function inAttempt(words: Words, attempt: number): Words {
  return attempt <= words.attempt ? words : { attempt, sender: laterSender(words.sender), receiver: laterReceiver(words.receiver) };
}

function laterSender(word: SenderWord): SenderWord {
  return isFailure(word) ? 'offered' : word;
}

function laterReceiver(word: ReceiverWord): ReceiverWord {
  return isFinal(word) ? word : 'open';
}
