/** What a page asks its worker for, and what it is answered. One after the other for each file. */
import type { OwnBytes } from '../../base/bytes.ts';
import type { Outcome, SinkFailure, SourceFailure } from '../files/ports.ts';
import type { ReadBlock } from './worker/sent-file.ts';
import type { HashState } from './worker/stream-hash.ts';

export interface WorkerCalls {
  /** Answers once the worker runs. `hasDisk`: received files are on the disk, not in memory. */
  readonly start: { readonly ask: { readonly tab: string }; readonly answer: { readonly hasDisk: boolean } };
  /** `room`: bytes that the browser has left, by its estimate. */
  readonly receive: { readonly ask: { readonly id: string; readonly size: number; readonly room: number | undefined }; readonly answer: Outcome<{ readonly verifiedBytes: number }, SinkFailure> };
  /** The next block, whose memory goes to the worker and comes back. */
  readonly take: { readonly ask: { readonly id: string; readonly block: OwnBytes; readonly digest: OwnBytes }; readonly answer: { readonly outcome: Outcome<'verified' | 'mismatch', SinkFailure>; readonly block: OwnBytes } };
  readonly finishReceived: { readonly ask: { readonly id: string }; readonly answer: Outcome<OwnBytes, SinkFailure> };
  readonly received: { readonly ask: { readonly id: string }; readonly answer: Blob | undefined };
  readonly closeReceived: { readonly ask: { readonly id: string }; readonly answer: undefined };
  readonly remove: { readonly ask: { readonly ids: readonly string[] }; readonly answer: undefined };
  readonly send: { readonly ask: { readonly id: string; readonly file: Blob; readonly hashed: HashState | undefined }; readonly answer: undefined };
  readonly read: { readonly ask: { readonly id: string; readonly offset: number }; readonly answer: Outcome<ReadBlock, SourceFailure> };
  readonly finishSent: { readonly ask: { readonly id: string }; readonly answer: Outcome<OwnBytes, SourceFailure> };
  readonly closeSent: { readonly ask: { readonly id: string }; readonly answer: undefined };
  readonly beginsWith: { readonly ask: { readonly file: Blob; readonly hashed: HashState }; readonly answer: boolean };
}

export type CallKind = keyof WorkerCalls;

/** One of the calls, as it goes to the worker. */
export type WorkerAsk = { readonly [Kind in CallKind]: { readonly number: number; readonly kind: Kind; readonly ask: WorkerCalls[Kind]['ask'] } }[CallKind];

export interface WorkerAnswer<Answer = WorkerCalls[CallKind]['answer']> {
  readonly number: number;
  readonly answer: Answer;
}

/** The worker, or what stands in for it in the page. Rejects where there is none any more. */
export interface Desk {
  call<Kind extends CallKind>(kind: Kind, ask: WorkerCalls[Kind]['ask'], transfer?: readonly ArrayBuffer[]): Promise<WorkerCalls[Kind]['answer']>;
  end(): void;
}
