/** Where files are sent: between two browsers on this machine's loopback, and between two homes of the network laboratory. */
import { randomBytes } from 'node:crypto';
import { ALICE, BOB, lookOptions } from '../../emulator-tests/participants/cast.ts';
import { PORTS, SITE, SITE_URL, STUN_URL } from '../../emulator-tests/network/lab/addresses.ts';
import { run } from '../../emulator-tests/network/lab/commands.ts';
import { Lab } from '../../emulator-tests/network/lab/lab.ts';
import { browserAt } from '../../emulator-tests/network/lab-browser.ts';
import { requireProgram } from '../../scripts/machine/programs.ts';
import type { Stack } from '../../scripts/stack/stack.ts';
import { startWebServer } from '../../scripts/stack/web-server.ts';
import { launchOnDisk, type DiskBrowser } from './disk-browser.ts';

export interface Ground {
  /** Of the site. */
  readonly url: string;
  readonly iceServers: readonly RTCIceServer[];
  readonly sender: DiskBrowser;
  readonly receiver: DiskBrowser;
  close(): Promise<void>;
}

export async function loopback(stack: Stack): Promise<Ground> {
  const [sender, receiver] = await Promise.all([launchOnDisk(lookOptions(ALICE)), launchOnDisk(lookOptions(BOB))]);
  return {
    url: stack.url, iceServers: [], sender, receiver,
    close: async () => void await Promise.all([sender.close(), receiver.close()]),
  };
}

/** Of the 100 Mbit/s link: the kernel's token bucket, with a router's buffer behind it. */
const SHAPE = ['rate', '100mbit', 'burst', '64kb', 'latency', '100ms'];

/** Each home's way out, and the other's way in, carries 100 Mbit/s. The site without a relay; the homes' NATs keep their ports. */
export async function link(stack: Stack): Promise<Ground> {
  process.env['__VITE_ADDITIONAL_SERVER_ALLOWED_HOSTS'] = SITE.name;
  const emulators = { auth: `http://${SITE.name}:${PORTS.auth}`, firestore: { host: SITE.name, port: PORTS.firestore } };
  const iceServers = [{ urls: [STUN_URL] }];
  const web = await startWebServer('preview', { init: () => ({ ...stack.init, firelink: { emulators, relay: 'none', iceServers } }) });
  for (const program of ['ip', 'nft', 'coturn', 'openssl'] as const) requireProgram(program);
  const { auth, firestore } = stack.ports;
  const lab = await Lab.build({ secret: randomBytes(16).toString('hex'), doors: { web: web.port, webWithoutRelay: web.port, auth, firestore, functions: web.port } });
  for (const name of ['a', 'b'] as const) {
    // A laboratory's namespaces are named alike: `…-a`, and its routers `…-a-eth0`.
    run('tc', ['-n', `${lab.client(name).namespace}-eth0`, 'qdisc', 'add', 'dev', 'wan', 'root', 'tbf', ...SHAPE]);
  }
  const [sender, receiver] = await Promise.all([
    launchOnDisk({ ...lookOptions(ALICE), ...browserAt(lab.client('a')) }), launchOnDisk({ ...lookOptions(BOB), ...browserAt(lab.client('b')) }),
  ]);
  return {
    url: SITE_URL, iceServers, sender, receiver,
    close: async () => {
      await Promise.all([sender.close(), receiver.close()]);
      await lab.remove();
      await web.stop();
    },
  };
}
