/** The callee's half of the exchange: makes the answer ready while nothing is sent, and publishes it in one commit. */
import type { SealedDescription } from '#protocol/call-document.ts';
import { contained } from '../../base/contained.ts';
import { withCandidates } from '../../peer/sdp.ts';
import { formatDescription, parseDescription } from '../../signaling/seal/messages.ts';
import { isSameInstance } from '../../signaling/seal/seal.ts';
import type { SignalWrite } from '../../signaling/signal-channel.ts';
import type { PeerLine } from '../connection/peer-line.ts';
import { problemOf, type Rounds } from './rounds.ts';

type AnswerWrite = Extract<SignalWrite, { intent: 'answer' | 'claim' }>;

/** Sealed while somebody still looks at themself in the lobby: the click has little left to do. */
interface PreparedAnswer {
  readonly line: PeerLine;
  readonly content: string;
  readonly answer: Promise<SealedDescription>;
}

export class CalleeRounds {
  readonly #rounds: Rounds;
  #publishing: Promise<void> = Promise.resolve();
  #hasClaimed = false;
  #prepared: PreparedAnswer | undefined;
  #sent: { readonly line: PeerLine; readonly write: AnswerWrite } | undefined;

  constructor(rounds: Rounds) {
    this.#rounds = rounds;
  }

  /** The sealed answer that went out last: one's own claim is recognised by it. */
  get sentAnswer(): Uint8Array | undefined {
    return this.#sent?.write.answer.sealed;
  }

  /** Reports `offer-ready` once the answer is computed, or `offer-unusable`. Nothing is sent. */
  readOffer(offer: SealedDescription): Promise<void> {
    return this.#rounds.unlessStale(this.#readOffer(offer), () => ({ type: 'offer-unusable', round: offer.round, why: 'failed' }));
  }

  /**
   * One commit with the answer, its first candidates in it; the caller's held candidates are let through beside it.
   * Reports `answer-landed` or `answer-failed`, even when a newer offer has come meanwhile: the seat depends on it.
   */
  publishAnswer(round: number, claims: boolean): Promise<void> {
    // One after the other: whether the seat has still to be claimed is known once the one before has come out.
    this.#publishing = this.#publishing.then(() =>
      this.#rounds.unlessStale(this.#publishAnswer(round, claims && !this.#hasClaimed), (failure) => ({
        type: 'answer-failed', round, problem: { kind: 'lost', failure },
      })),
    );
    return this.#publishing;
  }

  async #readOffer({ round, sealed }: SealedDescription): Promise<void> {
    const rounds = this.#rounds;
    const epoch = rounds.begin();
    const before = rounds.line ?? (await rounds.newLine(epoch));
    if (!before) return;
    const opened = await before.keys.open(rounds.context('caller', 'offer', round), sealed);
    if (rounds.isStale(epoch)) return;
    const unusable = (why: 'wrong-key' | 'other-version' | 'not-for-me' | 'failed'): void =>
      rounds.ports.report({ type: 'offer-unusable', round, why });
    if (opened.kind === 'not-for-me') return unusable('not-for-me');
    if (opened.kind === 'refused') return unusable(opened.reason === 'other-version' ? 'other-version' : 'wrong-key');
    const description = parseDescription(opened.content);
    // Every holder of the link can seal an offer, in the name of a maker that it has read in the clear, too: none
    // continues a connection, and one that says it does is refused.
    if (!description || opened.addressed || isSameInstance(before.remote, opened.maker)) return unusable('failed');
    // Given, not yet applied, is enough: a RTCPeerConnection takes one offer of the store.
    const line = before.hasBeenOffered ? await rounds.newLine(epoch) : before;
    if (!line) return;
    line.hasBeenOffered = true;
    const answer = await line.peer.acceptOffer(description.sdp);
    const digest = await rounds.ports.seal.digest(sealed);
    if (rounds.isStale(epoch)) return;
    rounds.offerDigest = digest;
    line.code.setFingerprints('caller', description.sdp);
    line.code.setCommitment(description.commitment);
    line.applied(round, opened.maker);
    // Where nothing is gathered ahead, there is nothing to derive at the click, at least.
    line.keys.prepare(opened.maker);
    // Nothing but time is lost where it can't be: whoever publishes an answer makes another one.
    contained(this.#prepare(line, round, answer, digest, epoch), (error) => rounds.ports.logger.log('warn', 'no answer was made ready', error));
    rounds.ports.report({ type: 'offer-ready', round });
  }

  /** The answer that is expected to be given, with all its candidates. */
  async #prepare(line: PeerLine, round: number, sdp: string, digest: string, epoch: number): Promise<void> {
    const candidates = await line.peer.gathered();
    if (this.#rounds.isStale(epoch)) return;
    const content = this.#contentOf(line, withCandidates(sdp, candidates).sdp, digest);
    const answer = this.#rounds.sealDescription(line, 'answer', round, content, line.remote);
    // Whoever publishes it meets the failure; one that nobody asks for is nobody's news.
    answer.catch(() => undefined);
    this.#prepared = { line, content, answer };
  }

  async #publishAnswer(round: number, claims: boolean): Promise<void> {
    const rounds = this.#rounds;
    const { epoch, line } = rounds;
    if (!line?.remote || line.remoteRound !== round) return;
    const write = await this.#answerFor(line, round, claims, epoch);
    if (!write) return;
    const settled = await rounds.ports.write(write);
    if (rounds.scope.isEnded) return;
    if (settled.kind !== 'landed') {
      rounds.ports.report({ type: 'answer-failed', round, problem: problemOf(settled) });
      return;
    }
    this.#hasClaimed ||= claims;
    rounds.ports.report({ type: 'answer-landed', round });
    if (rounds.isStale(epoch)) return;
    line.landed(round);
  }

  /** The same bytes for the same round, however often it is tried: a commit that landed unheard is recognised by them. */
  async #answerFor(line: PeerLine, round: number, claims: boolean, epoch: number): Promise<AnswerWrite | undefined> {
    const rounds = this.#rounds;
    const { offerDigest } = rounds;
    const intent = claims ? 'claim' : 'answer';
    if (this.#sent?.line === line && this.#sent.write.answer.round === round) return { ...this.#sent.write, intent };
    if (offerDigest === undefined) return undefined;
    line.beginRound(round, line.remote);
    const sdp = await line.peer.answer();
    // The person has pressed Join: from here on this side may look for the caller, whose browser answers before it knows
    // the answer. What takes its time here is done while the commit is on its way.
    line.peer.releaseCandidates(round);
    line.code.setFingerprints('callee', sdp);
    // In the answer itself, which opens for the caller alone: one document to write, and one way to the browser that reads it.
    const whole = withCandidates(sdp, await line.firstCandidates(round));
    const content = this.#contentOf(line, whole.sdp, offerDigest);
    // Another network may have come up since, or the ICE servers have changed.
    const prepared = this.#prepared?.line === line && this.#prepared.content === content ? this.#prepared.answer : undefined;
    const [answer, batch] = await Promise.all([
      prepared ?? rounds.sealDescription(line, 'answer', round, content, line.remote),
      line.firstBatch(round, whole.left),
    ]);
    if (rounds.isStale(epoch)) return undefined;
    const write = { intent, answer, ...(batch && { batch }) } as const;
    this.#sent = { line, write };
    return write;
  }

  #contentOf(line: PeerLine, sdp: string, digest: string): string {
    return formatDescription({ sdp, answers: digest, nonce: line.code.nonce });
  }
}
