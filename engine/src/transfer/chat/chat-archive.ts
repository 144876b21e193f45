/** What a page has kept of its chat through a reload. */
import type { FeatureData } from '../participant-channel.ts';

/** One that this page's channel has sent, or taken. */
export interface ArchivedFrame {
  readonly direction: 'out' | 'in';
  /** Of the frame, as `Sent` and `onAcknowledged` count. */
  readonly number: number;
  readonly data: FeatureData;
  /** ms since 1970 by this page's clock: when it was sent, or had come. */
  readonly at: number;
  /** Of one that was sent: the other side has it. */
  readonly isAcknowledged: boolean;
}

/**
 * The port of what a page has kept of its chat with one participant: the log of the channel's journal, which stores a
 * frame and its number in one step (call/channels/journal.ts). What is read back is therefore exactly what was sent and acknowledged.
 */
export interface ChatArchive {
  /**
   * All frames of this channel that were sent and taken before the page was loaded, in the order in which they were stored; of those
   * that are too many, the last. Empty for a page that has kept nothing; never rejects.
   */
  read(): Promise<readonly ArchivedFrame[]>;
}
