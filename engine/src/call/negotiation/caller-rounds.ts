/** The caller's half of the exchange: offers round n, and takes up the answer to exactly that offer. */
import type { SealedDescription } from '#protocol/call-document.ts';
import { equalBytes } from '../../base/bytes.ts';
import { formatDescription, parseDescription } from '../../signaling/seal/messages.ts';
import type { CallEffect } from '../machine/effects.ts';
import { problemOf, type Rounds } from './rounds.ts';

export type MakeOffer = Extract<CallEffect, { type: 'make-offer' }>;

export class CallerRounds {
  readonly #rounds: Rounds;
  /** By round, what was sent last: a commit that came out unknown may land much later. */
  readonly #sent = new Map<number, { readonly sealed: Uint8Array; readonly displayName: string | undefined }>();

  constructor(rounds: Rounds) {
    this.#rounds = rounds;
  }

  hasSent({ round, sealed }: SealedDescription): boolean {
    const sent = this.#sent.get(round)?.sealed;
    return sent !== undefined && equalBytes(sent, sealed);
  }

  /** Whether the offer of `round` was made here, and names this side otherwise than it does now. */
  isOutdated(round: number): boolean {
    const sent = this.#sent.get(round);
    return sent !== undefined && sent.displayName !== this.#rounds.ports.ownRecord()?.displayName;
  }

  /** Reports `offer-landed` or `offer-failed`. */
  async makeOffer(effect: MakeOffer): Promise<void> {
    const { channel, report } = this.#rounds.ports;
    // By hand there can be one connection: it is not given up for an offer that is not carried.
    if (channel.isOneRound && !effect.opens) {
      return report({ type: 'offer-failed', round: effect.round, problem: { kind: 'lost', failure: 'unreachable' } });
    }
    return this.#rounds.unlessStale(this.#makeOffer(effect), (failure) => ({
      type: 'offer-failed', round: effect.round, problem: { kind: 'lost', failure },
    }));
  }

  /** Applies the answer to the offer that stands, or reports `answer-refused`. */
  readAnswer(answer: SealedDescription): Promise<void> {
    return this.#rounds.unlessStale(this.#readAnswer(answer), () => ({ type: 'attempt-failed' }));
  }

  async #makeOffer({ round, freesSeat, opens }: MakeOffer): Promise<void> {
    const rounds = this.#rounds;
    const epoch = rounds.begin();
    // A callee that is let go sees and hears nothing more.
    if (freesSeat) rounds.closeConnections();
    const connection = await rounds.newConnection(epoch);
    if (!connection) return;
    connection.beginRound(round);
    // Addressed to no instance: the page that answers may be another than the one before.
    connection.outgoing.begin(undefined);
    const sdp = await connection.peer.createOffer({ restart: false });
    connection.sas.setFingerprints('caller', sdp);
    // Beside the offer and not in it: an offer opens for every holder of the link, also after another one has answered.
    const [batch, commitment] = await Promise.all([
      connection.outgoing.first().then((candidates) => connection.outgoing.firstBatch(candidates)),
      connection.sas.commitment(),
    ]);
    if (rounds.isStale(epoch)) return;
    const displayName = rounds.ports.ownRecord()?.displayName;
    const content = formatDescription({ sdp, commitment, ...rounds.describeSelf() });
    const offer = await rounds.sealDescription(connection, 'offer', content, undefined);
    const digest = await rounds.ports.seal.digest(offer.sealed);
    if (rounds.isStale(epoch)) return;
    connection.offerDigest = digest;
    this.#sent.set(round, { sealed: offer.sealed, displayName });
    const written = { offer, ...(batch && { batch }) };
    const settled = await rounds.ports.write(opens ? { intent: 'open', ...written } : { intent: 'offer', ...written, freesSeat });
    if (rounds.isStale(epoch)) return;
    if (settled.kind === 'landed') {
      connection.outgoing.landed();
      rounds.ports.report({ type: 'offer-landed', round });
    } else {
      rounds.ports.report({ type: 'offer-failed', round, problem: problemOf(settled) });
    }
  }

  async #readAnswer({ round, sealed }: SealedDescription): Promise<void> {
    const rounds = this.#rounds;
    const { epoch, connection } = rounds;
    if (!connection) return;
    const opened = await connection.keys.open(rounds.context('callee', 'answer', round), sealed);
    if (rounds.isStale(epoch)) return;
    const description = opened.kind === 'opened' ? parseDescription(opened.content) : undefined;
    const isUsable = opened.kind === 'opened' && description !== undefined && description.answers === connection.offerDigest;
    if (!isUsable) {
      rounds.ports.logger.log('warn', 'an answer was refused', { round, outcome: opened.kind });
      rounds.ports.report({ type: 'answer-refused', round });
      return;
    }
    // What could not stand in it was in the same commit, and has mostly come by now.
    const candidates = await connection.remoteCandidates.openEarly(opened.maker);
    if (rounds.isStale(epoch)) return;
    // Before it is accepted: the two may be connected, and ask for their code, by the time that is told.
    connection.sas.setFingerprints('callee', description.sdp);
    connection.sas.setPeerNonce(description.nonce);
    connection.media.describe(description.participant);
    await connection.peer.acceptAnswer(description.sdp, candidates);
    if (rounds.isStale(epoch)) return;
    connection.applied(opened.maker);
    connection.remoteCandidates.release();
  }
}
