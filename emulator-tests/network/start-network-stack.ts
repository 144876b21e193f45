import { randomBytes } from 'node:crypto';
import { startWebServer } from '../../scripts/stack/web-server.ts';
import { startStack } from '../../scripts/stack/stack.ts';
import type { StackAtDesk } from '../support/stacks/stack-desk.ts';
import { FRONT_PORTS, PORTS, SITE, STUN_URL, TURN_URLS } from './lab/addresses.ts';
import type { NetworkStack } from './network-stack.ts';

/** As a page on the public segment finds them. */
const EMULATORS = {
  auth: `http://${SITE.name}:${PORTS.auth}`,
  firestore: { host: SITE.name, port: PORTS.firestore },
  functions: { host: SITE.name, port: PORTS.functions },
};

/**
 * The site as it is deployed, twice: with functions that mint credentials for the laboratory's relay, and without a
 * relay, as README's "Without functions" has it.
 */
export async function startNetworkStack(): Promise<StackAtDesk & { readonly told: NetworkStack }> {
  // The preview server answers to names that it was told, and to no others.
  process.env['__VITE_ADDITIONAL_SERVER_ALLOWED_HOSTS'] = SITE.name;
  const secret = randomBytes(16).toString('hex');
  const stack = await startStack({
    vite: 'preview',
    label: 'network',
    functions: {
      params: `TURN_PROVIDER=coturn\nSTUN_URLS=${STUN_URL}\nTURN_URLS=${TURN_URLS.join(',')}\n`,
      secrets: `TURN_SECRET=${secret}\n`,
    },
    settings: { emulators: EMULATORS },
  });
  const { functions: _, ...emulators } = EMULATORS;
  const firelink = { emulators, relay: 'none', iceServers: [{ urls: [STUN_URL] }] };
  const withoutRelay = await startWebServer('preview', { init: () => ({ ...stack.init, firelink }) }).catch(async (error: unknown) => {
    await stack.stop();
    throw error;
  });
  const { url, projectId, ports, init } = stack;
  const overHttp2 = { ...EMULATORS, firestore: { host: SITE.name, port: FRONT_PORTS.firestore, ssl: true } };
  const initOverHttp2 = { ...init, firelink: { ...init.firelink, emulators: overHttp2 } };
  const told: NetworkStack = { url, projectId, ports, init, initOverHttp2, secret, portWithoutRelay: withoutRelay.port };
  return {
    told,
    stop: async () => {
      await Promise.all([withoutRelay.stop(), stack.stop()]);
    },
  };
}
