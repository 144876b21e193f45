import { inject } from 'vitest';
import type { Stack } from '../support/stack.ts';

export type SharedStack = Pick<Stack, 'url' | 'projectId' | 'ports' | 'init'>;

/** The run's one stack: see global-setup.ts of its project, which says what else there is to know of it. */
export async function sharedStack<Told extends SharedStack = SharedStack>(): Promise<Told> {
  const response = await fetch(inject('stackDesk'));
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as Told;
}
