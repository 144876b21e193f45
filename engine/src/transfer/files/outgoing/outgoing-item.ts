/** One file that this page offers to a participant. */
import type { FileSource } from '../ports.ts';
import type { TransferItem } from '../state/transfer-item.ts';
import type { OutgoingRun } from './outgoing-run.ts';

export interface OutgoingItem extends TransferItem {
  readonly direction: 'out';
  /** As the person has chosen it; undefined after a reload. */
  file: File | undefined;
  readonly handle: FileSystemFileHandle | undefined;
  source: FileSource | undefined;
  /** The number of the run that the receiver has begun. */
  running: number | undefined;
  /** The same, once its file is open. */
  run: OutgoingRun | undefined;
}
