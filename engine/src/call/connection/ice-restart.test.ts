import { expect, it } from 'vitest';
import type { Role } from '#protocol/identifiers.ts';
import { silentLogger } from '../../base/logger.ts';
import { ManualClock } from '../../base/testing/manual-clock.ts';
import { Scope } from '../../base/scope.ts';
import type { Peer } from '../../peer/peer.ts';
import { formatCandidates } from '../../signaling/seal/messages.ts';
import { CandidateBuffer, MAX_CANDIDATES_PER_GENERATION, MAX_WAITING_GENERATIONS } from './candidate-buffer.ts';
import { formatMessage, MessageRegistry } from '../channels/message-registry.ts';
import { RESTART_CANDIDATES } from './ice-restart-messages.ts';
import { IceRestart } from './ice-restart.ts';

const CANDIDATES_A_MESSAGE = 60;

/** One side's restarts, and the room that what the other says takes up in it. */
function restarts(role: Role) {
  const buffer = new CandidateBuffer();
  buffer.release(0);
  const generations = new Set<number>();
  const given: RTCIceCandidateInit[] = [];
  const messages = new MessageRegistry();
  const restart = new IceRestart(role, {
    scope: new Scope(), clock: new ManualClock(), logger: silentLogger, iceServers: async () => [], say: () => true,
    peer: {} as unknown as Peer, sas: { isSameCertificate: () => true }, outgoing: { divert: () => {} },
    remoteCandidates: {
      addForRestart(n, candidates) {
        generations.add(n);
        given.push(...buffer.add(n, candidates));
      },
      releaseRestart: (n) => void buffer.release(n),
    },
  });
  restart.listen(messages);
  const says = (n: number): void => {
    const candidates = Array.from({ length: CANDIDATES_A_MESSAGE }, (_, index) => ({ candidate: `candidate:${n} ${index}`, sdpMid: '0' }));
    messages.hear(formatMessage(RESTART_CANDIDATES, { n, content: formatCandidates(candidates) }));
  };
  return { says, buffer, generations, given };
}

it('a hostile caller that names a new restart with each message takes up the room of two, however long it goes on', () => {
  const { says, buffer } = restarts('callee');
  for (let n = 1; n <= 2_000; n++) for (const _ of ['once', 'and again']) says(n);
  expect(buffer.generations).toBe(MAX_WAITING_GENERATIONS);
  expect(buffer.release(2_000).length).toBeLessThanOrEqual(MAX_CANDIDATES_PER_GENERATION);
});

it('a callee names no restart that the caller has not begun', () => {
  const { says, generations } = restarts('caller');
  for (let n = 1; n <= 100; n++) says(n);
  expect(generations).toEqual(new Set());
});

it('candidates of a restart that has not been offered, whatever its number, are not taken for those of the round', () => {
  const { says, given } = restarts('callee');
  for (const n of [0, 1, Number.MAX_SAFE_INTEGER]) says(n);
  expect(given).toEqual([]);
});
