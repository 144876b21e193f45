/**
 * The two machines of a transfer, as pure functions. `queued` is accepted and not running: behind others, or without a
 * connection. The receiver begins each run (`start`), so it alone says how many run at once, and from where.
 *
 * outgoing, at the sender:
 *
 *   offered ──accept──► queued ──start──► running ──verified──► done
 *      │                  ▲ ▲                │ │
 *   decline               │ └─flow is lost───┘ │
 *      ▼                  └───resume── paused ◄┘ pause, by either
 *   declined
 *   needs-file ──the file is chosen again──► offered, queued
 *   offered · queued · running · paused · needs-file ──cancel──► cancelled, ──failure or mismatch──► failed ──retry, again──► offered
 *
 * incoming, at the receiver:
 *
 *   offered ──accept──► queued ──its turn──► running ──verified──► done
 *      │                  ▲ ▲                  │ │
 *   decline               │ └─flow is lost─────┘ │
 *      ▼                  └───resume── paused ◄──┘ pause, by either
 *   declined
 *   as above ──cancel──► cancelled, ──failure or mismatch──► failed ──offered again──► offered (queued, where this side has asked for it)
 */
import type { TransferFailure } from './transfer-view.ts';

export type By = 'self' | 'other';

export type Phase =
  | { readonly kind: 'offered' | 'queued' | 'done' | 'declined' }
  | { readonly kind: 'running'; readonly run: number }
  | { readonly kind: 'paused' | 'cancelled'; readonly by: By }
  /** Of the sender alone. */
  | { readonly kind: 'needs-file'; readonly next: 'offered' | 'queued' }
  | { readonly kind: 'failed'; readonly why: TransferFailure };

export type PhaseEvent =
  | { readonly type: 'accept' | 'decline' | 'verified' | 'stopped' | 'offered-again' | 'asked-again' | 'found' }
  | { readonly type: 'start'; readonly run: number }
  | { readonly type: 'pause' | 'resume' | 'cancel'; readonly by: By }
  | { readonly type: 'failed'; readonly why: TransferFailure };

export function isOver({ kind }: Phase): boolean {
  return kind === 'done' || kind === 'declined' || kind === 'cancelled' || kind === 'failed';
}

/** @returns the same phase where the event has no meaning in it: it crossed with another one */
export function nextPhase(phase: Phase, event: PhaseEvent): Phase {
  switch (event.type) {
    case 'accept': return phase.kind === 'offered' ? { kind: 'queued' } : phase.kind === 'needs-file' ? { ...phase, next: 'queued' } : phase;
    case 'decline': return phase.kind === 'offered' || (phase.kind === 'needs-file' && phase.next === 'offered') ? { kind: 'declined' } : phase;
    case 'start': return phase.kind === 'queued' ? { kind: 'running', run: event.run } : phase;
    case 'stopped': return phase.kind === 'running' ? { kind: 'queued' } : phase;
    case 'verified': return phase.kind === 'running' || phase.kind === 'queued' || phase.kind === 'paused' || phase.kind === 'needs-file' ? { kind: 'done' } : phase;
    case 'pause': return phase.kind === 'queued' || phase.kind === 'running' ? { kind: 'paused', by: event.by } : phase;
    case 'resume': return phase.kind === 'paused' && phase.by === event.by ? { kind: 'queued' } : phase;
    case 'cancel': return isOver(phase) ? phase : { kind: 'cancelled', by: event.by };
    case 'failed': return isOver(phase) ? phase : { kind: 'failed', why: event.why };
    case 'offered-again': return phase.kind === 'failed' ? { kind: 'offered' } : phase;
    case 'asked-again': return phase.kind === 'failed' ? { kind: 'queued' } : phase;
    case 'found': return phase.kind === 'needs-file' ? { kind: phase.next } : phase;
  }
}
