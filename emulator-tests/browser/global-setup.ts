import { createServer } from 'node:http';
import type { TestProject } from 'vitest/node';
import { stopAll } from '../../scripts/machine/processes.ts';
import { type Stack, startStack } from '../support/stack.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where a test file asks for the stack. */
    readonly stackDesk: string;
  }
}

/**
 * One stack (production build, emulators, rules, functions) for all files that ask for it, started at the first
 * question: a run of files that need none pays nothing.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let stack: Promise<Stack> | undefined;
  const desk = createServer((_request, response) => {
    stack ??= startStack({ vite: 'preview', label: 'browser' });
    stack.then(
      ({ url, projectId, ports, init }) => response.end(JSON.stringify({ url, projectId, ports, init })),
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
