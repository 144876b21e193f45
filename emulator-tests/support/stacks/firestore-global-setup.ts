import type { TestProject } from 'vitest/node';
import { stopAll } from '../../../scripts/machine/processes.ts';
import { startFirestoreEmulator } from './firestore-emulator.ts';

declare module 'vitest' {
  interface ProvidedContext {
    readonly firestoreEmulator: { readonly host: string; readonly port: number; readonly projectId: string };
  }
}

/** One Firestore emulator with the repository's rules for all files of a run; each file may take its own project id. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { host, port, projectId } = await startFirestoreEmulator({ projectId: 'demo-rules' });
  project.provide('firestoreEmulator', { host, port, projectId });
  // What SDKs look at; the workers inherit it.
  process.env['FIRESTORE_EMULATOR_HOST'] = `${host}:${port}`;
  return stopAll;
}
