import type { TestProject } from 'vitest/node';
import { stopAll } from '../../scripts/machine/processes.ts';
import { startFunctionsEmulators, type FunctionsEmulators } from './functions-emulators.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** One set of emulators for the files that follow each other; each clears what it needs cleared. */
    readonly functionsEmulators: FunctionsEmulators;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { emulators, stop } = await startFunctionsEmulators('suite');
  project.provide('functionsEmulators', emulators);
  return async () => {
    await stop();
    // Programs of a set that failed to start, too.
    await stopAll();
  };
}
