/** What a page asks of Firestore, as far as it can be told without its answer. */
import { commitBody } from '../../../engine/src/signaling/firestore/requests/firestore-commit.ts';

export type Kind = 'commit' | 'read' | 'listen' | 'preflight' | 'other';

export function kindOf(method: string, path: string): Kind {
  // The browser's own question, which no database answers.
  if (method === 'OPTIONS') return 'preflight';
  if (path.includes('/Listen/channel')) return 'listen';
  // Of a call's batches: it is addressed to the document above them.
  if (path.includes(':runQuery')) return 'read';
  if (!path.includes('/documents:')) return 'other';
  return path.includes('/documents:commit') ? 'commit' : 'read';
}

const NO_WRITES = commitBody('', []);

/** A commit that a page asks for only to warm a connection up, or to find out whether it lives. */
export function isWarmUp(kind: Kind, body: Buffer): boolean {
  return kind === 'commit' && body.toString() === NO_WRITES;
}
