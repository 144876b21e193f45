import { inject } from 'vitest';
import type { Stack } from '../support/stack.ts';

export type SharedStack = Pick<Stack, 'url' | 'projectId' | 'ports' | 'init'>;

/** The run's one stack: see global-setup.ts. */
export async function sharedStack(): Promise<SharedStack> {
  const response = await fetch(inject('stackDesk'));
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as SharedStack;
}
