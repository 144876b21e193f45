/** Files from one page to another, without a screen: see transfers.ts. */
export { Transfers, type OfferedFile, type TransfersPorts } from './transfers.ts';
export type { FileSink, FileSource, FileStore, Outcome, SinkFailure, SourceBlock, SourceFailure, StoredTransfer, StoredTransfers } from './ports.ts';
export { BLOCK_BYTES, MAX_FILE_BYTES } from './ports.ts';
export type { TransferFailure, TransferRate, TransferState, TransferView } from './transfer-view.ts';
export { FileDisk, type FileDiskPorts } from '../disk/file-disk.ts';
export { shownAs, type ShownMedia } from '../disk/media-signature.ts';
export { saveFile, type SaveOutcome, type SavePorts } from '../disk/save-file.ts';
