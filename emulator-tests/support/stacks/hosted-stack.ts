import { randomBytes } from 'node:crypto';
import { startEmulators } from '../../../scripts/stack/firebase-emulators.ts';
import { buildWeb, type Stack } from '../../../scripts/stack/stack.ts';

/** The build on the Hosting emulator, and the emulators that it finds by itself in what that one serves. */
export async function startHostedStack(): Promise<Omit<Stack, 'functionNames' | 'logFiles'>> {
  if (process.env['FIRELINK_BUILT'] === undefined) buildWeb();
  const projectId = `demo-firelink-hosted-${randomBytes(3).toString('hex')}`;
  const { ports, stop } = await startEmulators({ projectId, functions: {}, ui: false, hosting: true });
  const web = ports.hosting ?? 0;
  const init = { projectId, apiKey: '', appId: '', authDomain: '', firelink: {} };
  return { url: `http://127.0.0.1:${web}`, projectId, ports: { ...ports, web }, init, stop };
}
