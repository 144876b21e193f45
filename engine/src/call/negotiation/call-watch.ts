/** Watches the call's document for a session: which role in it is this page's, and what each look at it means. */
import type { CallDocument, SealedDescription } from '#protocol/call-document.ts';
import type { Role } from '#protocol/identifiers.ts';
import type { Clock } from '../../base/clock.ts';
import type { Scope } from '../../base/scope.ts';
import { hasRunOut } from '../../signaling/lease.ts';
import type { CallSeen, SignalChannel } from '../../signaling/signal-channel.ts';
import type { Containment } from '../containment.ts';
import type { CallEvent, DocumentState } from '../machine/events.ts';
import { readCall } from './document-state.ts';
import type { RoleKeeper } from '../role-keeper.ts';
import type { CallState } from '../machine/state.ts';

export interface CallWatchPorts {
  readonly clock: Clock;
  readonly channel: SignalChannel;
  readonly roles: RoleKeeper;
  readonly state: () => CallState;
  readonly sentAnswer: () => Uint8Array | undefined;
  readonly hasSentOffer: (offer: SealedDescription) => boolean;
  /** A role that another live page of this browser holds is taken over from it. */
  readonly takesOver: () => boolean;
  readonly onTakenOver: () => void;
  readonly report: (event: CallEvent) => void;
  /** The document as it stands, before any event that comes of it. */
  readonly onDocument: (call: CallDocument) => void;
  readonly containment: Containment;
}

/** Whether the call is over is not known, since the store didn't say what time it is. */
const UNTOLD: DocumentState = { kind: 'lost', failure: 'unavailable' };

/** Then it is asked again: the other side waits for a page that comes back. */
const ASK_AGAIN_MS = 3_000;

export class CallWatch {
  readonly #scope: Scope;
  readonly #ports: CallWatchPorts;
  #isStarted = false;
  #seen: CallSeen | undefined;
  #unheeded: CallSeen | undefined;
  #looking: Promise<void> = Promise.resolve();

  constructor(scope: Scope, ports: CallWatchPorts) {
    this.#scope = scope;
    this.#ports = ports;
  }

  get call(): CallDocument | undefined {
    return this.#seen?.kind === 'present' ? this.#seen.call : undefined;
  }

  /** The description of that very round, if it still is the one that stands. */
  description(kind: 'offer' | 'answer', round: number): SealedDescription | undefined {
    const description = this.call?.[kind];
    return description?.round === round ? description : undefined;
  }

  start(): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    this.#scope.own(this.#ports.channel.observeCall((seen) => this.#ports.containment.run(() => this.#take(seen))));
  }

  /** Asks the store itself, beside the listener. What that has told meanwhile is newer. */
  read(): void {
    const before = this.#seen;
    const { channel, containment } = this.#ports;
    containment.work(async () => {
      const seen = await channel.read();
      if (seen.kind !== 'lost' && this.#seen === before && !this.#scope.isEnded) this.#take(seen);
    });
  }

  #take(seen: CallSeen): void {
    this.#seen = seen;
    if (seen.kind === 'present') this.#ports.onDocument(seen.call);
    this.#lookAt(() => seen);
  }

  /** Reports once more what was seen last, if that was while its word counted for little: media flowed, or an offer was on its way. */
  again(): void {
    // Which that is is known when its turn comes: a newer look may be waiting for its own before it.
    if (this.#unheeded) this.#lookAt(() => this.#unheeded);
  }

  /** The first look takes a lock to learn whose role is whose: later looks wait for it, in their order, also where it fails. */
  #lookAt(which: () => CallSeen | undefined): void {
    this.#looking = this.#looking.then(async () => {
      const seen = which();
      if (seen && !this.#scope.isEnded) await this.#look(seen);
    }).catch(this.#ports.containment.broke);
  }

  async #look(seen: CallSeen): Promise<void> {
    const isTold = await this.#isTimeTold(seen);
    if (this.#scope.isEnded) return;
    const state = this.#ports.state();
    if (!isTold && state.phase === 'preparing') this.#askAgain(seen);
    this.#unheeded = countsForLittle(state) ? seen : undefined;
    if (state.phase === 'preparing') {
      const { mine, isHeldElsewhere } = await this.#findRole(seen);
      if (this.#scope.isEnded) return;
      const documentState = isTold ? readCall(seen, { ...this.#reader(mine ?? 'callee'), holdsSeat: mine === 'callee' }) : UNTOLD;
      this.#ports.report({ type: 'looked-up', documentState, ...(mine && { mine }), hasStood: this.#ports.roles.hasStood(), isHeldElsewhere });
    } else if ('role' in state) {
      // In the lobby the seat may be another tab's of this browser, under the same user id.
      const holdsSeat = state.phase !== 'answering';
      this.#ports.report({ type: 'call-read', documentState: isTold ? readCall(seen, { ...this.#reader(state.role), holdsSeat }) : UNTOLD });
      // What it asked for may be begun, and come to nothing.
      if (countsForLittle(this.#ports.state())) this.#unheeded = seen;
    }
  }

  /** Nothing else would: the document has been heard. */
  #askAgain(seen: CallSeen): void {
    const release = this.#scope.own(this.#ports.clock.after(ASK_AGAIN_MS, () => {
      release();
      if (this.#seen === seen) this.#lookAt(() => seen);
    }));
  }

  /** A call that seems over is looked at by the store's own clock. */
  async #isTimeTold(seen: CallSeen): Promise<boolean> {
    if (seen.kind !== 'present' || seen.call.ended) return true;
    return (await hasRunOut(this.#ports.channel, seen.call.expiresAt)) !== undefined;
  }

  #reader(role: Role): Omit<Parameters<typeof readCall>[1], 'holdsSeat'> {
    const { channel, sentAnswer, hasSentOffer } = this.#ports;
    return { uid: channel.uid, role, sentAnswer: sentAnswer(), hasSentOffer, now: channel.serverClock.now() };
  }

  /** The role that this browser has in the document and no other live page of it holds; the tab's own memory goes first. */
  async #findRole(seen: CallSeen): Promise<{ readonly mine?: Role; readonly isHeldElsewhere: boolean }> {
    const { channel, roles, takesOver, onTakenOver } = this.#ports;
    const remembered = roles.remembered();
    if (seen.kind === 'missing') return { ...(remembered && { mine: remembered }), isHeldElsewhere: false };
    if (seen.kind !== 'present') return { isHeldElsewhere: false };
    const mine = (['caller', 'callee'] as const).filter((role) => seen.call[role] === channel.uid);
    for (const role of mine.toSorted((one) => (one === remembered ? -1 : 0))) {
      if (await roles.take(role, { takesOver: takesOver(), onTakenOver })) return { mine: role, isHeldElsewhere: false };
    }
    return { isHeldElsewhere: mine.length > 0 };
  }
}

/** Media flow, or an offer is on its way. */
function countsForLittle(state: CallState): boolean {
  return state.phase === 'connected' || ('exchange' in state && state.exchange.offerInFlight !== undefined);
}
