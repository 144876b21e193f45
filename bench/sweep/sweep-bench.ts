import { fork, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deleteApp, initializeApp } from 'firebase-admin/app';
import { type Firestore, getFirestore, Timestamp } from 'firebase-admin/firestore';
import { buildFunctions } from '../../scripts/build-functions.mjs';
import { ROOT } from '../../scripts/machine/paths.ts';
import { CANDIDATE_COLLECTIONS } from '#protocol/paths.ts';
import { PROTOCOL_VERSION } from '#protocol/limits.ts';
import type { TableRow } from '../../scripts/test-run/for-the-record.ts';
import { startFirestoreEmulator } from '../../emulator-tests/support/stacks/firestore-emulator.ts';

/** Base64url: the first character of a call's id is its shard. */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const BATCHES = Object.values(CANDIDATE_COLLECTIONS);
/** Of a call: itself, and a batch of each side. */
const DOCUMENTS = 1 + BATCHES.length;
/** Tight, so that what is measured is what is needed: without a bound, garbage lies until there is no more room. */
const HEAP_MB = 192;
/** A hundred thousand calls with their batches, and what the emulator remembers of them. */
const EMULATOR_HEAP_MB = 6_000;
/** Documents of one commit; Firestore takes 500 writes. */
const CALLS_A_COMMIT = 160;
const LANES = 4;

interface Answer {
  readonly ms: number;
  readonly peakBytes: number;
  readonly reads: number;
  readonly deletes: number;
}

export interface Backlog {
  readonly calls: number;
  /** At most so many at a time, the next ones once they are swept: the emulator scans all documents for each query. */
  readonly atOnce: number;
}

/** Sweeps a backlog of each size, in an emulator and a process of its own, until nothing is left. */
export async function benchSweep(backlogs: readonly Backlog[], tell: (text: string) => void): Promise<readonly TableRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'firelink-bench-'));
  try {
    await buildFunctions(folder);
    await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    const rows: TableRow[] = [];
    for (const backlog of backlogs) rows.push(await benchOne(backlog, join(folder, 'index.js'), tell));
    return rows;
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function benchOne(backlog: Backlog, file: string, tell: (text: string) => void): Promise<TableRow> {
  const { calls, atOnce } = backlog;
  const projectId = `demo-firelink-bench-${calls}`;
  const emulator = await startFirestoreEmulator({ projectId, heapMb: EMULATOR_HEAP_MB });
  process.env['FIRESTORE_EMULATOR_HOST'] = `${emulator.host}:${emulator.port}`;
  process.env['METADATA_SERVER_DETECTION'] = 'none';
  const app = initializeApp({ projectId }, projectId);
  const db = getFirestore(app);
  const env = { ...process.env, GCLOUD_PROJECT: projectId, FIREBASE_CONFIG: JSON.stringify({ projectId }) };
  const child = fork(fileURLToPath(new URL('sweep-process.mjs', import.meta.url)), [file], { env, execArgv: [`--max-old-space-size=${HEAP_MB}`], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  try {
    await nextMessage(child);
    let [ms, runs, peakBytes, reads, deletes, left] = [0, 0, 0, 0, 0, 0];
    for (let written = 0; written < calls || left > 0;) {
      if (left === 0) {
        const count = Math.min(atOnce, calls - written);
        await seed(db, count);
        written += count;
      }
      child.send('sweep');
      const answer = (await nextMessage(child)) as Answer;
      [ms, runs, { peakBytes, reads, deletes }] = [ms + answer.ms, runs + 1, answer];
      left = (await db.collection('calls').count().get()).data().count;
      tell(`${calls} calls: ${written - left} swept in ${Math.round(ms / 1000)} s…`);
    }
    const documents = calls * DOCUMENTS;
    return {
      'stale calls': calls, 'at once': Math.min(atOnce, calls), runs, 'documents deleted': documents, seconds: Math.round(ms / 100) / 10,
      'documents a second': Math.round((documents * 1000) / ms), 'calls a second': Math.round((calls * 1000) / ms), 'peak memory, MB': Math.round(peakBytes / 1e6),
      'reads a call': short(reads / calls), 'deletes a call': short(deletes / calls),
    };
  } finally {
    child.kill('SIGKILL');
    await deleteApp(app);
    await emulator.stop();
  }
}

/** As they are left behind, except that what is sealed is short: the sweep doesn't fetch it, and an emulator keeps it in memory. */
async function seed(db: Firestore, count: number): Promise<void> {
  const starts = Array.from({ length: Math.ceil(count / CALLS_A_COMMIT) }, (_, index) => index * CALLS_A_COMMIT).values();
  const sealed = new Uint8Array(16);
  const lane = async (): Promise<void> => {
    for (const start of starts) {
      const commit = db.batch();
      for (let index = start; index < Math.min(start + CALLS_A_COMMIT, count); index += 1) {
        const id = `${ALPHABET.charAt(index % 64)}${String(index).padStart(21, '0')}`;
        const call = db.collection('calls').doc(id);
        const expiresAt = Timestamp.fromMillis(Date.now() - 60_000 - index);
        commit.set(call, { v: PROTOCOL_VERSION, shard: id.charAt(0), expiresAt, createdAt: expiresAt, offer: { round: 1, sealed } });
        for (const side of BATCHES) commit.set(call.collection(side).doc('0'), { round: 1, sealed, expiresAt });
      }
      await commit.commit();
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

function nextMessage(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const gone = (): void => reject(new Error('the sweep’s process ended'));
    child.once('exit', gone);
    child.once('message', (message) => {
      child.off('exit', gone);
      resolve(message);
    });
  });
}

const short = (value: number): number => Math.round(value * 100) / 100;
