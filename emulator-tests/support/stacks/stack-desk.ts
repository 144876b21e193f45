import { createServer } from 'node:http';
import type { TestProject } from 'vitest/node';
import { stopAll } from '../../../scripts/machine/processes.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where a test file asks for a stack by its name. */
    readonly stackDesk: string;
  }
}

export interface StackAtDesk {
  /** What a test that asks is told of it; has to survive JSON. */
  readonly told: object;
  stop(): Promise<void>;
}

/**
 * One stack of each name for all files of a project, started at the first question for it: a run of files that need
 * none pays nothing.
 */
export async function openStackDesk(project: TestProject, stacks: Readonly<Record<string, () => Promise<StackAtDesk>>>): Promise<() => Promise<void>> {
  const started = new Map<string, Promise<StackAtDesk>>();
  const stackOf = (name: string): Promise<StackAtDesk> => {
    const start = stacks[name];
    if (!start) return Promise.reject(new Error(`this project has no stack "${name}"`));
    const stack = started.get(name) ?? start();
    started.set(name, stack);
    return stack;
  };
  const desk = createServer(({ url = '/' }, response) => {
    stackOf(url.slice(1)).then(
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
    await Promise.all([...started.values()].map((stack) => stack.then(({ stop }) => stop(), () => undefined)));
    // Programs of a stack that failed to start, too.
    await stopAll();
  };
}
