import type { PhaseTable } from './step.ts';

/** Nothing leads out of the end; what still arrives belonged to the call. */
export const ENDED: PhaseTable<'ended'> = {
  moves: {},
  ignored: {
    'the call is over': [
      'start', 'open', 'taken-over', 'join', 'decline', 'hang-up', 'let-in', 'renamed', 'looked-up', 'call-read', 'lease-ended', 'offer-landed', 'offer-failed',
      'answer-refused', 'offer-ready', 'offer-unusable', 'answer-landed', 'answer-failed', 'round-request-failed', 'peer-connected',
      'peer-interrupted', 'peer-failed', 'attempt-failed', 'peer-silent', 'peer-heard', 'channel-lost', 'said-hang-up', 'said-goodbye', 'round-announced', 'timer', 'network-lost',
      'network-changed', 'broke',
    ],
  },
};

