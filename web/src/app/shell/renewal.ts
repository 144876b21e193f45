/**
 * A part of the page's code could not be loaded: most often since the site has been renewed while the page was open, and
 * its parts have other names now. The page then loads itself anew, once.
 *
 *   part missing ─┬─ no network ───────────► offline
 *                 ├─ the site is silent ───► unavailable
 *                 ├─ renewed a moment ago ─► page-incomplete
 *                 └─ else ─────────────────► the page reloads, and goes on with what was pressed
 */
import type { EndedReason } from 'firelink/call';
import type { PageNotes } from './page-history.ts';

/** A page that was renewed within this time has the newest code; one that stays open may be renewed again. */
export const RENEWED_MS = 60_000;

/** A site that has not answered by then would leave the person with the browser's own error page. */
export const SITE_ANSWER_MS = 5_000;

export interface RenewalPorts {
  readonly now: () => number;
  readonly isOnline: () => boolean;
  /** Whether the site gives its page at present, within SITE_ANSWER_MS. Never rejects. */
  readonly isSiteThere: () => Promise<boolean>;
  readonly readNotes: () => PageNotes;
  readonly keepNotes: (notes: PageNotes) => void;
  readonly reload: () => void;
}

export type Renewal = 'reloading' | Extract<EndedReason, 'offline' | 'unavailable' | 'page-incomplete'>;

export async function renewPage(ports: RenewalPorts, goesOnWith?: PageNotes['goesOnWith']): Promise<Renewal> {
  if (!ports.isOnline()) return 'offline';
  if (!(await ports.isSiteThere())) return 'unavailable';
  const { renewedAt } = ports.readNotes();
  const sinceMs = renewedAt === undefined ? Number.POSITIVE_INFINITY : ports.now() - renewedAt;
  if (sinceMs >= 0 && sinceMs < RENEWED_MS) return 'page-incomplete';
  ports.keepNotes({ renewedAt: ports.now(), isByItself: true, ...(goesOnWith && { goesOnWith }) });
  ports.reload();
  return 'reloading';
}

export async function isSiteThere(): Promise<boolean> {
  try {
    const { ok } = await fetch('/', { cache: 'no-store', signal: AbortSignal.timeout(SITE_ANSWER_MS) });
    return ok;
  } catch {
    return false;
  }
}
