import type { CallView } from '../call/call-view.ts';
import type { Exchange } from '../call/machine/state.ts';

export interface OpeningCall {
  /** A call of one's own, or the one that a link names. */
  readonly isNew: boolean;
  /** This tab had a role in it before it was reloaded. */
  readonly resumes: boolean;
  /** Join was pressed already. */
  readonly isJoining?: boolean;
}

/** What is shown of a call until its session says better. */
export function openingView({ isNew, resumes, isJoining = false }: OpeningCall): CallView {
  const exchange: Exchange = { round: 0, answeredRound: 0, requestedRound: 0, announcedRound: 0, isAttempting: false, hint: 'none', isOnline: true };
  return {
    state: { phase: 'preparing', role: isNew ? 'caller' : 'callee', resumes, isJoining, exchange },
    remote: { isMicrophoneOn: true, isCameraOn: true },
    hasRelay: false,
  };
}
