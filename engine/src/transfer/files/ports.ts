/**
 * Where the bytes of files come from and go to: the sender's file, the receiver's disk, and what a page remembers of its
 * transfers through a reload. transfer/disk has the real ones; testing/memory-store.ts has them in memory, behind the same contract.
 *
 * Nothing here rejects: a failure is a value with a name. A file consists of blocks of BLOCK_BYTES from offset 0 on, the last of
 * them shorter; an empty file has none.
 */
import type { OwnBytes } from '../../base/bytes.ts';
import type { ParticipantKey } from '../participant-key.ts';

export { BLOCK_BYTES } from './sizes.ts';

/** 2^48 - 1: what an offset of a frame can say, 256 TiB. */
export const MAX_FILE_BYTES = 2 ** 48 - 1;

/** What was asked for, or why there is none. */
export type Outcome<T, F extends string> = { readonly kind: 'ok'; readonly value: T } | { readonly kind: 'failed'; readonly why: F };

/** The file is not what it was when it was offered, or can't be read any more. */
export type SourceFailure = 'changed' | 'vanished';
/** There is no room; the file is larger than a store without a disk takes; it could not be written for another reason. */
export type SinkFailure = 'disk-full' | 'too-large' | 'not-stored';

/** One block of the sender's file; its bytes are the reader's, who may change them. */
export interface SourceBlock {
  /** In a buffer of its own, which who has asked for it frees. */
  readonly bytes: OwnBytes;
  /** SHA-256 of `bytes`, 32 bytes. */
  readonly digest: OwnBytes;
}

/** The sender's file. Calls may overlap: the source performs them one after the other, in their order. */
export interface FileSource {
  readonly size: number;
  /**
   * The block that begins at `offset`, and its digest. Any block may be read at any time, and again. The SHA-256 of the
   * whole runs along with blocks that are read in order; what it has not seen is hashed by `finish`.
   */
  block(offset: number): Promise<Outcome<SourceBlock, SourceFailure>>;
  /** The receiver has everything before `offset`: the running hash up to there is stored, for a page that is reloaded. */
  verified(offset: number): Promise<void>;
  /** SHA-256 of the whole file, 32 bytes. */
  finish(): Promise<Outcome<OwnBytes, SourceFailure>>;
  /** Nothing of it is read any more; what is stored of it stays. */
  close(): void;
}

/** A file that is being received. Each call waits for the one before. */
export interface FileSink {
  /** Everything before it has been verified and is stored: a page that is reloaded goes on from here. */
  readonly verifiedBytes: number;
  /** Adds bytes at the end of what has been written. @param offset where that end is @param bytes the sink's own from now on: it may keep them, or free their buffer */
  write(offset: number, bytes: Uint8Array): Promise<Outcome<undefined, SinkFailure>>;
  /**
   * The sender's digest of the block that begins at `verifiedBytes`, all of which has been written; later ones may be, too.
   * Where it is right, the block is flushed, added to the running hash, and stored with it: `verifiedBytes` moves on.
   */
  verify(digest: Uint8Array): Promise<Outcome<'verified' | 'mismatch', SinkFailure>>;
  /** Forgets what has been written after `verifiedBytes`: the next write is there. */
  rewind(): Promise<void>;
  /** All is verified. SHA-256 of the whole, 32 bytes, from the running hash. */
  finish(): Promise<Outcome<OwnBytes, SinkFailure>>;
  /** The file after `finish`: on disk where there is one. Undefined before that, and where it is gone. */
  blob(): Promise<Blob | undefined>;
  /** Deletes what is stored of it. */
  remove(): Promise<void>;
  /** Nothing is written any more; what is stored of it stays. */
  close(): void;
}

/** What a page has to know of a transfer to go on with it after a reload. */
export interface StoredTransfer {
  /** `<instance>.<number>`: see wire/transfer-id.ts. */
  readonly id: string;
  readonly direction: 'out' | 'in';
  readonly participant: ParticipantKey;
  readonly name: string;
  readonly path: readonly string[];
  readonly type: string;
  readonly size: number;
  /** ms since 1970. */
  readonly at: number;
  readonly phase: 'offered' | 'accepted' | 'paused-here' | 'paused-there' | 'done';
  /** How often it was tried again: see state/two-words.ts. */
  readonly attempt: number;
  /** Of `size`, that the receiver had verified when this was stored, or since. 0 where it is left out. */
  readonly bytes?: number;
}

/** What a page of this tab has left for the next one. */
export interface StoredTransfers {
  /** This tab's name as a sender: 16 random bytes in base64url, as `id`s begin. Undefined where nothing is stored. */
  readonly instance: string | undefined;
  readonly transfers: readonly StoredTransfer[];
}

/** All that one page keeps of files, for one tab. Where storage fails it is in memory: a reload forgets it then. */
export interface FileStore {
  /** What the page before this one, in the same tab, has left. */
  open(): Promise<StoredTransfers>;
  /** One step for all of them, which are up to 10,000. */
  keep(instance: string, transfers: readonly StoredTransfer[]): Promise<void>;
  /** These are over: what is stored of them, their files included, is deleted. */
  forget(ids: readonly string[]): Promise<void>;
  /** The most that it takes for one file, in bytes, said before it is accepted; undefined where the disk alone bounds it. */
  limit(): Promise<number | undefined>;
  /** @param handle kept where the browser can, so that a reloaded page finds the file again */
  source(id: string, file: File, handle?: FileSystemFileHandle): Promise<FileSource>;
  /** After a reload: by the handle that was kept. Undefined where there is none, or the person has to allow it again. */
  sourceAgain(id: string): Promise<FileSource | undefined>;
  /** After a reload: the file that the person has chosen, if it is the same, by its size and the hash of what was sent. */
  sourceFrom(id: string, file: File): Promise<FileSource | undefined>;
  /** Room for a file, or what the page before this one has stored of it. */
  sink(id: string, size: number): Promise<Outcome<FileSink, SinkFailure>>;
}
