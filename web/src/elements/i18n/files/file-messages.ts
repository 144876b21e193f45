/** The shape of the words of files, in every language. They come with the code of the list, all languages at once: a deploy in mid-call takes none away. */
import type { TransferFailure } from 'firelink/files';
import type { OfOther } from '../messages.ts';

/** What a press does: the visible word, and the whole name, which holds that word and the file's name. */
export interface FileAction {
  readonly label: string;
  readonly named: (file: string) => string;
}

/** What has happened, and what the person can do now. */
export interface FailureWords {
  readonly what: OfOther;
  readonly next: OfOther;
}

export type FileActionName = 'accept' | 'decline' | 'pause' | 'resume' | 'cancel' | 'retry' | 'ask' | 'choose' | 'save';

export interface FileMessages {
  readonly list: string;
  readonly sendFiles: string;
  readonly sendFolder: string;
  /** Over the call, while files are dragged above it. */
  readonly dropHere: OfOther;
  readonly from: OfOther;
  readonly to: OfOther;
  readonly unknownType: string;
  /** Of a format that a person may know: "JPEG image". */
  readonly kinds: Readonly<Record<'image' | 'audio' | 'video', (format: string) => string>>;
  readonly progress: (file: string) => string;
  readonly ofSize: (done: string, size: string) => string;
  readonly timeLeft: (time: string) => string;
  readonly rates: (average: string, peak: string) => string;
  /** Before it is accepted, of a browser that keeps files in memory alone. */
  readonly limit: (most: string) => string;
  readonly aboveLimit: (most: string) => string;
  readonly actions: Readonly<Record<FileActionName, FileAction>>;
  readonly offered: (count: number, size: string) => string;
  readonly acceptAll: string;
  readonly declineAll: string;
  readonly showMore: (count: number) => string;
  readonly states: {
    readonly offeredOut: OfOther;
    readonly queued: string;
    readonly pausedBySelf: string;
    readonly pausedByOther: OfOther;
    readonly interrupted: string;
    readonly needsFileOut: string;
    readonly needsFileIn: OfOther;
    readonly done: string;
    readonly declinedOut: OfOther;
    readonly declinedIn: string;
    readonly cancelledBySelf: string;
    readonly cancelledByOther: OfOther;
  };
  /** By whose page it is: `out` of the sender, `in` of the receiver. */
  readonly failures: Readonly<Record<'out' | 'in', Readonly<Record<TransferFailure, FailureWords>>>>;
  /** Said once to a person who does not see the list. */
  readonly announcements: {
    readonly offer: (file: string, size: string, name?: string) => string;
    readonly offers: (count: number, name?: string) => string;
    readonly received: (file: string) => string;
    readonly delivered: (file: string) => string;
    readonly stopped: (file: string, why: string) => string;
    readonly more: (count: number) => string;
  };
  readonly notices: {
    readonly anotherFile: (file: string) => string;
    readonly nothingInside: string;
    readonly tooMany: (count: number) => string;
    readonly unreadable: (count: number) => string;
    readonly notSaved: (file: string) => string;
    readonly saved: (file: string) => string;
  };
}
