import type { TestProject } from 'vitest/node';
import { startStack } from '../support/stack.ts';
import { openStackDesk } from '../support/stack-desk.ts';

/** The production build, emulators, rules and functions. */
export default function setup(project: TestProject): Promise<() => Promise<void>> {
  return openStackDesk(project, async () => {
    const { url, projectId, ports, init, stop } = await startStack({ vite: 'preview', label: 'browser' });
    return { told: { url, projectId, ports, init }, stop };
  });
}
