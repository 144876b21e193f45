/**
 * A signal channel that people carry by hand: each page has its own copy of the call's document. A message for the other
 * side is handed out as a text, an invitation or the reply to it, and a person takes it over there.
 *
 *   caller's page                                     callee's page
 *   commit(open) ──► onHandOut(invitation) ─ ─ ─ ─ ─► take(invitation)
 *   take(reply) ◄─ ─ ─ ─ ─ ─ ─ ─ ─ onHandOut(reply) ◄── commit(claim)
 *
 * Two people can be asked for one text each way. Every other intent that would have to cross is refused by name.
 */
import type { CallId } from '#protocol/identifiers.ts';
import type { Clock } from '../../base/clock.ts';
import { AppError } from '../../base/errors.ts';
import type { ServerClock } from '../../base/server-clock.ts';
import type { HandedMessage } from './manual-text.ts';
import { createMemoryStore, type MemoryStore } from '../memory/memory-channel.ts';
import { applyWrite } from '../memory/memory-rules.ts';
import type { CallSeen, CommitOutcome, OutgoingBatch, SignalChannel, SignalWrite, Stop } from '../signal-channel.ts';

/** How far a write goes. */
export type Reach =
  /** Into the copy of every page that the message is carried to. */
  | 'everybody'
  /** Into this page's copy: the other page does not wait for it (an end goes over the data channel, each page has its own lease). */
  | 'maker'
  /** Nowhere: it needs an answer, and people are not asked to carry a third text. Denied as `unreachable`. */
  | 'nobody';

const REACHES: Readonly<Record<SignalWrite['intent'], Reach>> = {
  open: 'everybody', claim: 'everybody',
  end: 'maker', decline: 'maker', extend: 'maker', delete: 'maker',
  offer: 'nobody', answer: 'nobody', batch: 'nobody', 'request-round': 'nobody', away: 'nobody', returning: 'nobody',
};

export function reachByHand(intent: SignalWrite['intent']): Reach {
  return REACHES[intent];
}

export interface ManualChannelOptions {
  readonly callId: CallId;
  readonly uid: string;
  readonly clock: Clock;
  /** What the other side is to be given. */
  readonly onHandOut: (message: HandedMessage) => void;
}

export class ManualChannel implements SignalChannel {
  readonly isOneRound = true;
  readonly #options: ManualChannelOptions;
  readonly #copy: MemoryStore;
  readonly #local: SignalChannel;

  constructor(options: ManualChannelOptions) {
    this.#options = options;
    this.#copy = createMemoryStore(options.clock);
    this.#local = this.#copy.channel(options.callId, options.uid);
  }

  get callId(): CallId {
    return this.#options.callId;
  }

  get uid(): string {
    return this.#options.uid;
  }

  /** This page's own: there is no server's clock. */
  get serverClock(): ServerClock {
    return this.#local.serverClock;
  }

  /**
   * Enters what the other side has handed over into this page's copy, under its maker's name and at the time when it
   * was made. @returns false where the rules are against it: another call's, or the seat is taken, or it is over
   */
  take(message: HandedMessage): boolean {
    if (message.callId !== this.callId) return false;
    const next = applyWrite(this.#copy.peek(this.callId), writeOf(message), message.maker, message.madeAt);
    if (next === 'denied') return false;
    const others = message.batches.slice(1).map((batch): SignalWrite => ({ intent: 'batch', side: message.kind === 'reply' ? 'callee' : 'caller', batch }));
    const whole = others.reduce<typeof next | 'denied'>(
      (stored, write) => (stored === 'denied' ? stored : applyWrite(stored, write, message.maker, message.madeAt)), next,
    );
    if (whole === 'denied') return false;
    this.#copy.put(whole);
    return true;
  }

  async commit(write: SignalWrite): Promise<CommitOutcome> {
    const reach = reachByHand(write.intent);
    if (reach === 'nobody') {
      return { kind: 'denied', error: new AppError('unreachable', { detail: `${write.intent} can't be carried by hand` }) };
    }
    const outcome = await this.#local.commit(write);
    if (outcome.kind === 'committed') this.#handOut(write);
    return outcome;
  }

  observeCall(onSeen: (seen: CallSeen) => void): Stop {
    return this.#local.observeCall(onSeen);
  }

  observeBatches(...parameters: Parameters<SignalChannel['observeBatches']>): Stop {
    return this.#local.observeBatches(...parameters);
  }

  read(): Promise<CallSeen> {
    return this.#local.read();
  }

  warm(): void {}

  refresh(): void {}

  /** The other page would never see it; a goodbye on the data channel is heard. */
  commitOnLeaving(): void {}

  close(): void {
    this.#local.close();
  }

  #handOut(write: SignalWrite): void {
    if (write.intent !== 'open' && write.intent !== 'claim') return;
    const { callId, uid: maker, clock } = this.#options;
    const made = this.#copy.peek(callId).document?.createdAt ?? clock.now();
    const batches: readonly OutgoingBatch[] = write.batch ? [write.batch] : [];
    const common = { callId, maker, batches };
    this.#options.onHandOut(
      write.intent === 'open'
        ? { kind: 'invitation', ...common, madeAt: made, sealed: write.offer.sealed }
        : { kind: 'reply', ...common, madeAt: clock.now(), sealed: write.answer.sealed },
    );
  }
}

function writeOf({ kind, sealed, batches: [batch] }: HandedMessage): SignalWrite {
  const description = { round: 1, sealed };
  const along = batch ? { batch } : {};
  return kind === 'invitation' ? { intent: 'open', offer: description, ...along } : { intent: 'claim', answer: description, ...along };
}
