/** The laboratory itself, without a browser: what it makes is what its words say, and nothing of it stays. */
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { ROOT } from '../../../scripts/machine/paths.ts';
import { Lab } from '../../network/lab/lab.ts';
import { removeLeftovers } from '../../network/lab/leftovers.ts';
import { type Answer, ask } from '../../network/lab/testing/ask.ts';

let lab: Lab;
let server: Server;
beforeAll(async () => {
  server = createServer((socket) => socket.end());
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
  });
  const doors = { web: port, webWithoutRelay: port, auth: port, firestore: port, functions: port };
  lab = await Lab.build({ secret: 'secret', doors, impairable: ['b'] });
});
afterEach(() => lab.reset());
afterAll(async () => {
  await lab.remove();
  server.close();
});

test('a cone NAT has one outside port for everybody, a symmetric one another for each', async () => {
  const { outsidePorts: [one, other, ...more] } = await ask(lab.client('a').namespace);
  expect([other, more]).toEqual([one, []]);
  lab.client('a').nat('symmetric');
  const { outsidePorts: symmetric } = await ask(lab.client('a').namespace);
  expect(new Set(symmetric).size).toBe(2);
});

test('what a network blocks does not come through, and the rest does', async () => {
  const client = lab.client('a');
  client.blockUdp();
  expect(reached(await ask(client.namespace))).toEqual(['site', 'store', 'relay', 'relay at 443']);
  client.allowOnly443();
  expect(reached(await ask(client.namespace))).toEqual(['site', 'store', 'relay at 443']);
  client.unblock();
  expect(reached(await ask(client.namespace))).toEqual(EVERYTHING);
});

test('each way out leads on: the other link, the moved route, and none once the link is down', async () => {
  const client = lab.client('a');
  client.switchTo('eth1');
  expect(reached(await ask(client.namespace))).toEqual(EVERYTHING);
  client.link('eth0').join();
  client.moveRoute('eth0');
  expect(reached(await ask(client.namespace))).toEqual(EVERYTHING);
  client.link('eth0').down();
  client.link('eth1').down();
  expect(reached(await ask(client.namespace))).toEqual([]);
});

test('the store is away for one client or for all, and nothing else is', async () => {
  lab.store.block('a');
  const ofB = (): Promise<Answer> => ask(lab.client('b').namespace);
  const withoutStore = EVERYTHING.filter((name) => name !== 'store');
  expect([reached(await ask(lab.client('a').namespace)), reached(await ofB())]).toEqual([withoutStore, EVERYTHING]);
  lab.store.block();
  expect(reached(await ofB())).toEqual(withoutStore);
});

test('a slow link delays both ways, and one that loses everything lets nothing through', async () => {
  const { namespace } = lab.client('b');
  lab.impair('b', { delayMs: 100 });
  expect((await ask(namespace)).siteMs).toBeGreaterThan(195);
  lab.impair('b', { lossPercent: 100 });
  expect(reached(await ask(namespace))).toEqual([]);
  lab.impair('b', {});
  expect(reached(await ask(namespace))).toEqual(EVERYTHING);
  expect(() => lab.impair('a', { delayMs: 1 })).toThrow('plain cable');
});

test('a process that is killed outright leaves nothing behind', async () => {
  const { kill, namespace } = await buildInAnotherProcess();
  const prefix = namespace.replace(/-a$/, '');
  expect(namespaces(prefix)).toHaveLength(7);
  kill();
  await expect.poll(() => namespaces(prefix), { timeout: 20_000 }).toEqual([]);
  // Ours belong to somebody who lives.
  removeLeftovers();
  expect(reached(await ask(lab.client('a').namespace))).toEqual(EVERYTHING);
});

test('a client that has IPv6 alone reaches the site and the relay, and gets nowhere by IPv4', async () => {
  lab.client('b').onlyIpv6();
  expect(reached(await ask(lab.client('b').namespace))).toEqual([]);
  expect(reached(await ask(lab.client('b').namespace, 'ipv6'))).toEqual(['site', 'store', 'relay', 'relay at 443']);
});

const EVERYTHING = ['UDP', 'site', 'store', 'relay', 'relay at 443'];

/** What came through. */
function reached({ outsidePorts, siteMs, storeMs, relayMs, tlsMs }: Answer): string[] {
  const came = [outsidePorts.length === 2, siteMs !== undefined, storeMs !== undefined, relayMs !== undefined, tlsMs !== undefined];
  return EVERYTHING.filter((_, index) => came[index]);
}

async function buildInAnotherProcess(): Promise<{ readonly namespace: string; kill(): void }> {
  const builder = spawn(process.execPath, [join(ROOT, 'emulator-tests/network/lab/testing/builder.ts')], { stdio: ['ignore', 'pipe', 'inherit'] });
  const namespace = await new Promise<string>((resolve, reject) => {
    builder.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()));
    builder.once('exit', () => reject(new Error('no laboratory')));
  });
  return { namespace, kill: () => builder.kill('SIGKILL') };
}

function namespaces(prefix: string): string[] {
  return readdirSync('/run/netns').filter((name) => name.startsWith(prefix));
}
