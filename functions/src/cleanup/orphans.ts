import type { Log } from '../log.ts';
import { inParallel } from './in-parallel.ts';
import { type PagedList, forEachPage } from './paged-list.ts';

/** A batch of candidates, by where it lies. */
export interface Batch {
  readonly path: string;
  readonly callId: string;
}

/** `Found` lets an adapter carry its precondition along. */
export interface BatchStore<Found extends Batch> extends PagedList<Found> {
  /** Which of these calls are not there. */
  findMissing(callIds: readonly string[]): Promise<ReadonlySet<string>>;
  deleteUnchanged(batch: Found): Promise<'deleted' | 'changed'>;
}

export interface OrphanReport {
  readonly scanned: number;
  readonly deleted: number;
  /** Orphans that could not be deleted. */
  readonly left: number;
  readonly seconds: number;
}

/** Deletions under way at once. */
const PARALLEL = 30;

/**
 * Deletes batches whose call is gone: where TTL took the call first, or a batch landed while its call was being deleted.
 * Nothing in a batch tells, so it looks at batches of living calls as well: at one page a run, and at the next one as
 * long as it finds something. A call and its first batch are written together and the batch is read first, so that a
 * call that has just been opened is always seen.
 *
 * @param maxMs no new page is begun after it
 */
export async function sweepOrphans<Found extends Batch>(store: BatchStore<Found>, maxMs: number, now: () => number, log: Log): Promise<OrphanReport> {
  const started = now();
  const count = { scanned: 0, deleted: 0, left: 0 };
  await forEachPage(store, async (batches) => {
    const missing = batches.length === 0 ? new Set() : await store.findMissing([...new Set(batches.map(({ callId }) => callId))]);
    const orphans = batches.filter(({ callId }) => missing.has(callId));
    const outcomes = await inParallel(orphans, PARALLEL, (orphan) => store.deleteUnchanged(orphan).catch(() => 'failed' as const));
    count.scanned += batches.length;
    count.deleted += outcomes.filter((outcome) => outcome === 'deleted').length;
    count.left += outcomes.filter((outcome) => outcome === 'failed').length;
    return (orphans.length > 0 || batches.length === 0) && now() - started < maxMs;
  });
  const report = { ...count, seconds: (now() - started) / 1000 };
  log(count.left > 0 ? 'error' : 'info', 'Swept orphaned candidates', { ...report });
  return report;
}
