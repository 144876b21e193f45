/**
 * The rounds of one side: makes offers and answers, seals and writes them, opens and applies the other side's.
 * Each job has an epoch; what a superseded job brings back is dropped. Reports come out as call events.
 */
import type { SealedDescription } from '#protocol/call-document.ts';
import type { CandidateBatch } from '#protocol/candidate-batch.ts';
import type { CallId, Role } from '#protocol/identifiers.ts';
import type { Clock } from '../base/clock.ts';
import { toAppError, type Failure } from '../base/errors.ts';
import type { Logger } from '../base/logger.ts';
import type { Scope } from '../base/scope.ts';
import type { PeerEvent, PeerFactory } from '../peer/peer.ts';
import { CALLEE_WINDOWS, CALLER_WINDOWS } from '../signaling/candidate-outbox.ts';
import { formatDescription, parseDescription } from '../signaling/messages.ts';
import type { Seal } from '../signaling/seal.ts';
import type { Settled } from '../signaling/settle.ts';
import type { SignalChannel, SignalWrite } from '../signaling/signal-channel.ts';
import type { CallEffect } from './effects.ts';
import type { CallEvent, WriteProblem } from './events.ts';
import { PeerLine } from './peer-line.ts';

export interface NegotiationPorts {
  readonly callId: CallId;
  readonly channel: SignalChannel;
  readonly seal: Seal;
  readonly createPeer: PeerFactory;
  readonly iceServers: () => Promise<readonly RTCIceServer[]>;
  readonly iceTransportPolicy?: RTCIceTransportPolicy;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Every write of this side, one after the other. */
  readonly write: (write: SignalWrite) => Promise<Settled>;
  readonly report: (event: CallEvent) => void;
  readonly onPeerEvent: (event: PeerEvent) => void;
  /** A new RTCPeerConnection has taken the place of the one before: it wants its tracks, and the old one's are void. */
  readonly onLine: (line: PeerLine) => void;
}

export class Negotiation {
  readonly role: Role;
  readonly #ports: NegotiationPorts;
  readonly #scope: Scope;
  #epoch = 0;
  #line: PeerLine | undefined;
  #batches: readonly CandidateBatch[] = [];
  /** The digest of the description that the next answer must name: the offer made (caller) or applied (callee). */
  #offerDigest: string | undefined;
  #publishing: Promise<void> = Promise.resolve();
  #hasClaimed = false;
  #sentAnswer: { readonly line: PeerLine; readonly write: SignalWrite & { intent: 'answer' | 'claim' } } | undefined;

  constructor(scope: Scope, role: Role, ports: NegotiationPorts) {
    this.#scope = scope;
    this.role = role;
    this.#ports = ports;
  }

  get line(): PeerLine | undefined {
    return this.#line;
  }

  get sentAnswer(): Uint8Array | undefined {
    return this.#sentAnswer?.write.answer.sealed;
  }

  /** The call is over: what is under way comes to nothing. The connection is closed by its own scope. */
  stop(): void {
    this.#epoch++;
  }

  /** The other side's batches, all that stand. */
  takeBatches(batches: readonly CandidateBatch[]): void {
    this.#batches = batches;
    this.#line?.takeBatches(batches);
  }

  /** Caller. Reports `offer-landed` or `offer-failed`. */
  makeOffer(effect: Extract<CallEffect, { type: 'make-offer' }>): Promise<void> {
    return this.#unlessStale(this.#makeOffer(effect), (failure) => ({
      type: 'offer-failed', round: effect.round, problem: { kind: 'lost', failure },
    }));
  }

  /** Caller: applies the answer to the offer that stands, or reports `answer-refused`. */
  readAnswer(answer: SealedDescription): Promise<void> {
    return this.#unlessStale(this.#readAnswer(answer), () => ({ type: 'peer-failed' }));
  }

  /** Callee: reports `offer-ready` once the answer is computed, or `offer-unusable`. Nothing is sent. */
  readOffer(offer: SealedDescription): Promise<void> {
    return this.#unlessStale(this.#readOffer(offer), () => ({ type: 'offer-unusable', round: offer.round, why: 'failed' }));
  }

  /**
   * Callee: one commit with the answer and its first candidates; the caller's held candidates are let through after it.
   * Reports `answer-landed` or `answer-failed`, even when a newer offer has come meanwhile: the seat depends on it.
   */
  publishAnswer(round: number, claims: boolean): Promise<void> {
    // One after the other: whether the seat has still to be claimed is known once the one before has come out.
    this.#publishing = this.#publishing.then(() =>
      this.#unlessStale(this.#publishAnswer(round, claims && !this.#hasClaimed), (failure) => ({
        type: 'answer-failed', round, problem: { kind: 'lost', failure },
      })),
    );
    return this.#publishing;
  }

  async #makeOffer({ round, fresh, freesSeat, opens }: Extract<CallEffect, { type: 'make-offer' }>): Promise<void> {
    const epoch = ++this.#epoch;
    const isKept = !fresh && this.#line?.remote !== undefined;
    const line = isKept && this.#line ? this.#line : await this.#newLine(epoch);
    if (!line) return;
    const addressee = isKept ? line.remote : undefined;
    line.beginRound(round, addressee);
    const sdp = await line.peer.createOffer({ restart: isKept });
    const batch = await line.firstBatch(round);
    if (this.#isStale(epoch)) return;
    const offer = await this.#sealDescription(line, 'offer', round, formatDescription({ sdp }), addressee);
    const digest = await this.#ports.seal.digest(offer.sealed);
    if (this.#isStale(epoch)) return;
    this.#offerDigest = digest;
    const content = { offer, ...(batch && { batch }) };
    const settled = await this.#ports.write(opens ? { intent: 'open', ...content } : { intent: 'offer', ...content, freesSeat });
    if (this.#isStale(epoch)) return;
    if (settled.kind === 'landed') {
      line.landed(round);
      this.#ports.report({ type: 'offer-landed', round });
    } else {
      this.#ports.report({ type: 'offer-failed', round, problem: problemOf(settled) });
    }
  }

  async #readAnswer({ round, sealed }: SealedDescription): Promise<void> {
    const epoch = this.#epoch;
    const line = this.#line;
    if (!line) return;
    const opened = await line.keys.open(this.#context('callee', 'answer', round), sealed);
    if (this.#isStale(epoch)) return;
    const description = opened.kind === 'opened' ? parseDescription(opened.content) : undefined;
    if (opened.kind !== 'opened' || !description || description.answers !== this.#offerDigest) {
      this.#ports.logger.log('warn', 'an answer was refused', { round, outcome: opened.kind });
      this.#ports.report({ type: 'answer-refused', round });
      return;
    }
    await line.peer.acceptAnswer(description.sdp);
    if (this.#isStale(epoch)) return;
    line.applied(round, opened.maker);
    line.peer.releaseCandidates(round);
  }

  async #readOffer({ round, sealed }: SealedDescription): Promise<void> {
    const epoch = ++this.#epoch;
    const before = this.#line ?? (await this.#newLine(epoch));
    if (!before) return;
    const opened = await before.keys.open(this.#context('caller', 'offer', round), sealed);
    if (this.#isStale(epoch)) return;
    const unusable = (why: 'wrong-key' | 'other-version' | 'not-for-me' | 'failed'): void =>
      this.#ports.report({ type: 'offer-unusable', round, why });
    if (opened.kind === 'not-for-me') return unusable('not-for-me');
    if (opened.kind === 'refused') return unusable(opened.reason === 'other-version' ? 'other-version' : 'wrong-key');
    const description = parseDescription(opened.content);
    const isSameMaker = before.remote?.id === opened.maker.id;
    // An addressed offer continues a connection; from anyone but its other end it continues nothing.
    if (!description || (opened.addressed && !isSameMaker)) return unusable('failed');
    const isRebuilt = before.remote !== undefined && !isSameMaker;
    const line = isRebuilt ? await this.#newLine(epoch) : before;
    if (!line) return;
    await line.peer.acceptOffer(description.sdp);
    const digest = await this.#ports.seal.digest(sealed);
    if (this.#isStale(epoch)) return;
    this.#offerDigest = digest;
    line.applied(round, opened.maker);
    this.#ports.report({ type: 'offer-ready', round, isRebuilt });
  }

  async #publishAnswer(round: number, claims: boolean): Promise<void> {
    const epoch = this.#epoch;
    const line = this.#line;
    if (!line?.remote || line.remoteRound !== round) return;
    const write = await this.#answerFor(line, round, claims, epoch);
    if (!write) return;
    const settled = await this.#ports.write(write);
    if (this.#scope.isEnded) return;
    if (settled.kind !== 'landed') {
      this.#ports.report({ type: 'answer-failed', round, problem: problemOf(settled) });
      return;
    }
    this.#hasClaimed ||= claims;
    this.#ports.report({ type: 'answer-landed', round });
    if (this.#isStale(epoch)) return;
    line.landed(round);
    line.peer.releaseCandidates(round);
  }

  /** The same bytes for the same round, however often it is tried: a commit that landed unheard is recognised by them. */
  async #answerFor(line: PeerLine, round: number, claims: boolean, epoch: number): Promise<SignalWrite | undefined> {
    const sent = this.#sentAnswer;
    if (sent?.line === line && sent.write.answer.round === round) return { ...sent.write, intent: claims ? 'claim' : 'answer' };
    line.beginRound(round, line.remote);
    const sdp = await line.peer.answer();
    const batch = await line.firstBatch(round);
    if (this.#isStale(epoch) || this.#offerDigest === undefined) return undefined;
    const content = formatDescription({ sdp, answers: this.#offerDigest });
    const answer = await this.#sealDescription(line, 'answer', round, content, line.remote);
    if (this.#isStale(epoch)) return undefined;
    const write = { intent: claims ? 'claim' : 'answer', answer, ...(batch && { batch }) } as const;
    this.#sentAnswer = { line, write };
    return write;
  }

  async #newLine(epoch: number): Promise<PeerLine | undefined> {
    const { seal, createPeer, iceServers, iceTransportPolicy, callId, channel, clock, logger } = this.#ports;
    const [keys, servers] = await Promise.all([seal.createInstance(), iceServers()]);
    if (this.#isStale(epoch)) return undefined;
    this.#line?.scope.end();
    const line = new PeerLine(this.#scope.child(), keys, {
      callId, role: this.role, channel, clock, logger, createPeer, iceServers: servers,
      ...(iceTransportPolicy && { iceTransportPolicy }),
      windows: this.role === 'caller' ? CALLER_WINDOWS : CALLEE_WINDOWS,
      onEvent: (event) => {
        if (this.#line === line) this.#ports.onPeerEvent(event);
      },
    });
    this.#line = line;
    this.#ports.onLine(line);
    line.takeBatches(this.#batches);
    return line;
  }

  async #sealDescription(
    line: PeerLine, kind: 'offer' | 'answer', round: number, content: string, addressee: PeerLine['remote'],
  ): Promise<SealedDescription> {
    return { round, sealed: await line.keys.seal(this.#context(this.role, kind, round), content, addressee) };
  }

  #context(role: Role, kind: 'offer' | 'answer', round: number): { callId: CallId; role: Role; kind: 'offer' | 'answer'; round: number; index: number } {
    return { callId: this.#ports.callId, role, kind, round, index: 0 };
  }

  /** What a superseded or ended job breaks on is nobody's news; anything else is reported under its name. */
  async #unlessStale(work: Promise<void>, failed: (failure: Failure) => CallEvent): Promise<void> {
    const epoch = this.#epoch; // The work has begun, and with it its epoch.
    try {
      await work;
    } catch (error) {
      if (this.#isStale(epoch)) return;
      this.#ports.logger.log('error', 'a step of the negotiation failed', error);
      this.#ports.report(failed(toAppError(error).failure));
    }
  }

  #isStale(epoch: number): boolean {
    return epoch !== this.#epoch || this.#scope.isEnded;
  }
}

function problemOf(settled: Exclude<Settled, { kind: 'landed' }>): WriteProblem {
  switch (settled.kind) {
    case 'superseded': return { kind: 'superseded', round: settled.call.offer.round };
    case 'lost': return { kind: 'lost', failure: settled.error.failure };
    default: return { kind: settled.kind };
  }
}
