import { expect, it } from 'vitest';
import { CandidateBuffer, MAX_CANDIDATES_PER_ROUND, MAX_WAITING_ROUNDS } from '../../peer/candidates/candidate-buffer.ts';
import { silentLogger } from '../../base/logger.ts';
import { ManualClock } from '../../base/manual-clock.ts';
import type { Role } from '#protocol/identifiers.ts';
import { formatCandidates } from '../../signaling/seal/messages.ts';
import { IceRestart } from './ice-restart.ts';
import { MAX_RESTARTS, type PeerLine } from './peer-line.ts';

const CANDIDATES_A_MESSAGE = 60;

/** One side's restarts, and the room that what the other says takes up in it. */
function restarts(role: Role) {
  const buffer = new CandidateBuffer();
  buffer.release(1);
  const rounds = new Set<number>();
  const line = {
    roundOfRestart: (n: number) => 1 + n / MAX_RESTARTS,
    peer: {
      addRemoteCandidates(round: number, candidates: readonly RTCIceCandidateInit[]) {
        rounds.add(round);
        buffer.add(round, candidates);
      },
    },
  } as unknown as PeerLine;
  const restart = new IceRestart(line, role, { clock: new ManualClock(), logger: silentLogger, iceServers: async () => [], say: () => true });
  const says = (n: number): void => {
    const candidates = Array.from({ length: CANDIDATES_A_MESSAGE }, (_, index) => ({ candidate: `candidate:${n} ${index}`, sdpMid: '0' }));
    restart.take({ type: 'restart-candidates', n, content: formatCandidates(candidates) });
  };
  return { says, buffer, rounds };
}

it('a hostile caller that names a new restart with each message takes up the room of two, however long it goes on', () => {
  const { says, buffer } = restarts('callee');
  for (let n = 1; n <= 2_000; n++) for (const _ of ['once', 'and again']) says(n);
  expect(buffer.rounds).toBe(MAX_WAITING_ROUNDS);
  expect(buffer.release(1 + 2_000 / MAX_RESTARTS).length).toBeLessThanOrEqual(MAX_CANDIDATES_PER_ROUND);
});

it('a callee names no restart that the caller has not begun', () => {
  const { says, rounds } = restarts('caller');
  for (let n = 1; n <= 100; n++) says(n);
  expect(rounds).toEqual(new Set());
});

it('a number beyond all restarts is no later round of the store', () => {
  const { says, rounds } = restarts('callee');
  for (const n of [MAX_RESTARTS - 1, MAX_RESTARTS, MAX_RESTARTS + 1, Number.MAX_SAFE_INTEGER]) says(n);
  expect([...rounds].every((round) => round < 2)).toBe(true);
});
