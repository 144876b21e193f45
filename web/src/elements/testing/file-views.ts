/** Transfers as stories and tests show them. */
import type { TransferState, TransferView } from '../../../../engine/src/transfer/files/transfer-view.ts';

export const MIB = 1024 * 1024;

export function viewOf(state: TransferState, more: Partial<TransferView> = {}): TransferView {
  return {
    id: 'holiday', direction: 'in', participant: 'other', name: 'holiday.jpg', path: [], type: 'image/jpeg', size: 5 * MIB, state,
    bytes: state.kind === 'done' ? 5 * MIB : 0, at: Date.UTC(2030, 0, 1, 12), ...more,
  };
}

export const RATE = { current: 3_200_000, average: 2_900_000, peak: 4_100_000, secondsLeft: 9 };

const FAILURES = ['mismatch', 'changed', 'vanished', 'disk-full', 'too-large', 'malformed', 'not-stored', 'ended'] as const;

const STATES: readonly TransferState[] = [
  { kind: 'offered' }, { kind: 'queued' }, { kind: 'running' }, { kind: 'paused', by: 'self' }, { kind: 'paused', by: 'other' }, { kind: 'interrupted' },
  { kind: 'needs-file' }, { kind: 'done' }, { kind: 'declined' }, { kind: 'cancelled', by: 'self' }, { kind: 'cancelled', by: 'other' },
  ...FAILURES.map((why) => ({ kind: 'failed', why }) as const),
];

const STARTED = new Set(['running', 'paused', 'interrupted', 'needs-file']);

/** Every state in both directions, each with an id of its own. */
export const EVERY_STATE: readonly TransferView[] = (['in', 'out'] as const).flatMap((direction) => STATES.map((state) => {
  const id = [direction, state.kind, 'by' in state ? state.by : '', 'why' in state ? state.why : ''].filter((part) => part !== '').join('-');
  return viewOf(state, {
    id, direction, name: `${id}.jpg`,
    ...(STARTED.has(state.kind) && { bytes: 2 * MIB }),
    ...(state.kind === 'running' && { rate: RATE }),
  });
}));

/** Sizes, directions and states in turn, as a long evening leaves them. */
export const FIFTY: readonly TransferView[] = Array.from({ length: 50 }, (_, place) => ({
  ...(EVERY_STATE[place % EVERY_STATE.length] ?? viewOf({ kind: 'offered' })),
  id: `file-${place}`, name: `picture-${String(place + 1).padStart(2, '0')}.jpg`, path: place % 3 === 0 ? ['Holidays', '2026'] : [], size: (place + 1) * 3 * MIB,
}));
