import { createServer } from 'node:http';
import type { TestProject } from 'vitest/node';
import { stopAll } from '../../scripts/machine/processes.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where a test file asks for the stack. */
    readonly stackDesk: string;
  }
}

export interface StackAtDesk {
  /** What whoever asks is told of it; has to survive JSON. */
  readonly told: object;
  stop(): Promise<void>;
}

/**
 * One stack for all files of a project that ask for it, started at the first question: a run of files that need none
 * pays nothing.
 */
export async function openStackDesk(project: TestProject, start: () => Promise<StackAtDesk>): Promise<() => Promise<void>> {
  let stack: Promise<StackAtDesk> | undefined;
  const desk = createServer((_request, response) => {
    stack ??= start();
    stack.then(
      ({ told }) => response.end(JSON.stringify(told)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => {
    desk.listen(0, '127.0.0.1', resolve);
  });
  const address = desk.address();
  if (address === null || typeof address === 'string') throw new Error('the desk has no port');
  project.provide('stackDesk', `http://127.0.0.1:${address.port}/`);
  return async () => {
    desk.close();
    await stack?.then((started) => started.stop(), () => undefined);
    // Programs of a stack that failed to start, too.
    await stopAll();
  };
}
