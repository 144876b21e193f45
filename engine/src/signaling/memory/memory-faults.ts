import { AppError, type Failure } from '../../base/errors.ts';

/** How a store answers that doesn't serve: names of what Firestore's own errors come to (firestore-errors.ts). */
export type StoreFailure = Extract<Failure, 'offline' | 'unavailable' | 'quota-exhausted' | 'refused' | 'signed-out'>;

export type CommitFault = 'deny' | 'lose-request' | 'lose-answer' | 'land-late';

/** A commit may wait in a router or a proxy for longer than its maker does. */
export const LATE_MS = 15_000;

/** What a test makes go wrong on one participant's way to the memory store. Everything is well to begin with. */
export class MemoryFaults {
  /** How long a commit or read takes each way, and a change to be seen. */
  delayMs = 0;
  /** How much longer the reply to a commit takes: what the other side does upon it may be seen before. */
  replyMs = 0;
  /** Reads get no answer, while listeners and commits work. */
  failReads = false;
  readonly #commits: CommitFault[] = [];
  readonly #watchers = new Set<() => void>();
  #failure: StoreFailure | undefined;
  #holdsSnapshots = false;

  /**
   * While set, reads and listeners report `lost` with it, and commits change nothing: denied where the store says no,
   * unknown where it can't be told.
   */
  get failure(): StoreFailure | undefined {
    return this.#failure;
  }

  set failure(failure: StoreFailure | undefined) {
    this.#failure = failure;
    this.#tell();
  }

  /** The failure that a test mostly wants. */
  get isOffline(): boolean {
    return this.#failure === 'offline';
  }

  set isOffline(isOffline: boolean) {
    this.failure = isOffline ? 'offline' : undefined;
  }

  /** While true, listeners report nothing, as one that has died silently; afterwards they report what stands by then. */
  get holdsSnapshots(): boolean {
    return this.#holdsSnapshots;
  }

  set holdsSnapshots(holdsSnapshots: boolean) {
    this.#holdsSnapshots = holdsSnapshots;
    this.#tell();
  }

  /** The next commit is denied, whatever it says (called twice: the next two). */
  denyNext(): void {
    this.#commits.push('deny');
  }

  /** The next commit has an unknown outcome; whether it `landed`, or lands after LATE_MS, shows in the document only. */
  loseNext({ landed }: { readonly landed: boolean | 'late' }): void {
    this.#commits.push(landed === 'late' ? 'land-late' : landed ? 'lose-answer' : 'lose-request');
  }

  /** Listeners report once more what stands. */
  repeat(): void {
    this.#tell();
  }

  /** For the channel: what befalls the commit that is about to be made. */
  nextCommit(): CommitFault | undefined {
    if (this.#failure === undefined) return this.#commits.shift();
    return this.#failure === 'refused' || this.#failure === 'signed-out' ? 'deny' : 'lose-request';
  }

  /** For the channel: tells when listeners have to look again. */
  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  error(): AppError {
    return new AppError(this.#failure ?? 'unavailable', { detail: 'injected by a test' });
  }

  #tell(): void {
    for (const watcher of [...this.#watchers]) watcher();
  }
}
