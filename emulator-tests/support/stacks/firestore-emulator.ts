import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findFirestoreJar, FIRESTORE_MAIN_CLASS, requireFirestoreJar } from '../../../scripts/machine/firestore-jar.ts';
import { findJava } from '../../../scripts/machine/java.ts';
import { Missing } from '../../../scripts/machine/missing.ts';
import { ROOT, runFolder } from '../../../scripts/machine/paths.ts';
import { freePort } from '../../../scripts/machine/ports.ts';
import { launch } from '../../../scripts/machine/processes.ts';
import { PATIENCE_MS } from '../patience.ts';

const HOST = '127.0.0.1';
const BETWEEN_MS = 50;

export interface FirestoreEmulator {
  readonly host: string;
  readonly port: number;
  readonly projectId: string;
  stop(): Promise<void>;
}

/**
 * The emulator's jar alone, without the CLI: up in a second, for tests that need rules and documents and nothing else.
 *
 * @param options.rules file of security rules, default the repository's own
 * @param options.heapMb what it may keep in memory, where everything is that is written, MB
 * @throws Missing without Java 21 or the emulator
 */
export async function startFirestoreEmulator(
  options: { readonly rules?: string; readonly projectId?: string; readonly heapMb?: number } = {},
): Promise<FirestoreEmulator> {
  const projectId = options.projectId ?? `demo-firelink-rules-${process.pid}`;
  const [java, jar, port] = await Promise.all([findJava(), jarFile(), freePort(8180)]);
  const emulator = launch(
    java.binary,
    [
      ...[`-Xmx${options.heapMb ?? 700}m`, '-Duser.language=en', '-cp', jar, FIRESTORE_MAIN_CLASS],
      ...['--host', HOST, '--port', String(port), '--rules', options.rules ?? join(ROOT, 'firestore.rules')],
      ...['--project_id', projectId, '--single_project_mode', 'true'],
    ],
    { cwd: runFolder(), logFile: join(runFolder(), `firestore-${port}.log`), stopSignal: 'SIGKILL' },
  );
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await answers(port))) {
    if (!emulator.isRunning() || Date.now() > deadline) {
      await emulator.stop();
      throw new Missing(`${emulator.tail()}\nThe Firestore emulator did not start: see above.`);
    }
    await new Promise((resolve) => {
      setTimeout(resolve, BETWEEN_MS);
    });
  }
  return { host: HOST, port, projectId, stop: () => emulator.stop() };
}

/** The jar itself; the CLI fetches it where it can only be downloaded. */
async function jarFile(): Promise<string> {
  const jar = await requireFirestoreJar();
  if (jar !== undefined) return jar;
  const firebase = join(ROOT, 'node_modules/firebase-tools/lib/bin/firebase.js');
  await promisify(execFile)(process.execPath, [firebase, 'setup:emulators:firestore'], { cwd: runFolder() });
  const downloaded = findFirestoreJar();
  if (downloaded === undefined) throw new Missing('The Firestore emulator could not be downloaded: try again.');
  return downloaded;
}

async function answers(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://${HOST}:${port}/`)).ok;
  } catch {
    return false;
  }
}
