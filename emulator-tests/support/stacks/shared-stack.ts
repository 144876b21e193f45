import { inject } from 'vitest';
import type { Stack } from '../../../scripts/stack/stack.ts';

export type SharedStack = Pick<Stack, 'url' | 'projectId' | 'ports' | 'init'>;

/** The run's one stack of that name: stacks-global-setup.ts starts it. */
export async function sharedStack<Told extends SharedStack = SharedStack>(name: 'site' | 'network' = 'site'): Promise<Told> {
  const response = await fetch(inject('stackDesk') + name);
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as Told;
}
