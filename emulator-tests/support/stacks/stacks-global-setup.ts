import type { TestProject } from 'vitest/node';
import { startNetworkStack } from '../../network/start-network-stack.ts';
import { openStackDesk, type StackAtDesk } from './stack-desk.ts';
import { startStack } from '../../../scripts/stack/stack.ts';

/** `site`: the production build, emulators, rules and functions, on loopback. `network`: the same for the laboratory. */
export default function setup(project: TestProject): Promise<() => Promise<void>> {
  return openStackDesk(project, { site: startSite, network: startNetworkStack });
}

async function startSite(): Promise<StackAtDesk> {
  const { url, projectId, ports, init, stop } = await startStack({ vite: 'preview', label: 'site' });
  return { told: { url, projectId, ports, init }, stop };
}
