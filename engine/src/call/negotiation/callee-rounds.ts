/** The callee's half of the exchange: makes the answer ready while nothing is sent, and publishes it in one commit. */
import type { SealedDescription } from '#protocol/call-document.ts';
import { contained } from '../../base/contained.ts';
import { AppError } from '../../base/errors.ts';
import { withCandidates } from '../../peer/sdp.ts';
import { formatDescription, parseDescription } from '../../signaling/seal/messages.ts';
import { isSameInstance } from '../../signaling/seal/seal.ts';
import type { SignalWrite } from '../../signaling/signal-channel.ts';
import type { Connection } from '../connection/connection.ts';
import { problemOf, type Rounds } from './rounds.ts';

type AnswerWrite = Extract<SignalWrite, { intent: 'answer' | 'claim' }>;

/** Sealed while the person is still in the lobby, so that the click has little left to do. */
interface PreparedAnswer {
  readonly connection: Connection;
  /** With all its candidates. */
  readonly sdp: string;
  readonly content: string;
  readonly answer: Promise<SealedDescription>;
}

export class CalleeRounds {
  readonly #rounds: Rounds;
  #publishing: Promise<void> = Promise.resolve();
  #hasClaimed = false;
  #prepared: PreparedAnswer | undefined;
  #sent: { readonly connection: Connection; readonly write: AnswerWrite } | undefined;

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
    const before = rounds.connection ?? (await rounds.newConnection(epoch));
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
    const connection = before.round === 0 ? before : await rounds.newConnection(epoch);
    if (!connection) return;
    connection.beginRound(round);
    // At once: the lobby says who is calling.
    connection.media.describe(description.participant);
    const answer = await connection.peer.acceptOffer(description.sdp);
    const digest = await rounds.ports.seal.digest(sealed);
    if (rounds.isStale(epoch)) return;
    connection.offerDigest = digest;
    connection.sas.setFingerprints('caller', description.sdp);
    connection.sas.setCommitment(description.commitment);
    connection.applied(opened.maker);
    // Where no candidates are gathered ahead, at least the keys are derived before the click.
    connection.keys.prepare(opened.maker);
    // Where it can't be, only time is lost: publishing makes another one.
    contained(this.#prepare(connection, answer, epoch), (error) => rounds.ports.logger.log('warn', 'no answer was made ready', error));
    rounds.ports.report({ type: 'offer-ready', round });
  }

  /** The answer that is expected to be given, with all its candidates. */
  async #prepare(connection: Connection, sdp: string, epoch: number): Promise<void> {
    const candidates = await connection.peer.gathered();
    if (this.#rounds.isStale(epoch)) return;
    this.#sealAhead(connection, withCandidates(sdp, candidates).sdp);
  }

  /** This side says something else of itself: an answer that has not been asked for yet is sealed anew. */
  redescribe(): void {
    const { connection, sdp } = this.#prepared ?? {};
    if (!connection || sdp === undefined || connection !== this.#rounds.connection || connection === this.#sent?.connection) return;
    this.#sealAhead(connection, sdp);
  }

  #sealAhead(connection: Connection, sdp: string): void {
    const content = this.#contentOf(connection, sdp);
    const answer = this.#rounds.sealDescription(connection, 'answer', content, connection.remote);
    // Publishing meets the failure; that of an answer which is not published changes nothing.
    answer.catch(() => undefined);
    this.#prepared = { connection, sdp, content, answer };
  }

  async #publishAnswer(round: number, claims: boolean): Promise<void> {
    const rounds = this.#rounds;
    const { epoch, connection } = rounds;
    if (!connection?.remote || connection.round !== round) return;
    const write = await this.#answerFor(connection, claims, epoch);
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
    connection.outgoing.landed();
  }

  /** The same bytes for the same round, however often it is tried: a commit that landed unheard is recognised by them. */
  async #answerFor(connection: Connection, claims: boolean, epoch: number): Promise<AnswerWrite | undefined> {
    const rounds = this.#rounds;
    const { peer, outgoing, remote } = connection;
    const intent = claims ? 'claim' : 'answer';
    if (this.#sent?.connection === connection) return { ...this.#sent.write, intent };
    outgoing.begin(remote);
    const sdp = await peer.answer();
    // The person has pressed Join: from here on this side may look for the caller, whose browser answers before it knows
    // the answer. What takes its time here is done while the commit is on its way.
    connection.remoteCandidates.release();
    connection.sas.setFingerprints('callee', sdp);
    // In the answer itself, which opens for the caller alone: one document to write, and one way to the browser that reads it.
    const whole = withCandidates(sdp, await outgoing.first());
    const content = this.#contentOf(connection, whole.sdp);
    // Another network may have come up since, or the ICE servers have changed.
    const prepared = this.#prepared?.connection === connection && this.#prepared.content === content ? this.#prepared.answer : undefined;
    const [answer, batch] = await Promise.all([
      prepared ?? rounds.sealDescription(connection, 'answer', content, remote),
      outgoing.firstBatch(whole.left),
    ]);
    if (rounds.isStale(epoch)) return undefined;
    const write = { intent, answer, ...(batch && { batch }) } as const;
    this.#sent = { connection, write };
    return write;
  }

  #contentOf({ offerDigest, sas }: Connection, sdp: string): string {
    if (offerDigest === undefined) throw new AppError('failed', { detail: 'there is no offer to answer' });
    return formatDescription({ sdp, answers: offerDigest, nonce: sas.nonce, ...this.#rounds.describeSelf() });
  }
}
