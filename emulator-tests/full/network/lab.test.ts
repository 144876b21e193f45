/** The laboratory itself, without a browser: what it makes is what its words say, and nothing of it stays. */
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { expect } from 'vitest';
import { ROOT } from '../../../scripts/machine/paths.ts';
import type { LabClient } from '../../network/lab/client.ts';
import { Lab } from '../../network/lab/lab.ts';
import { removeStaleNamespaces } from '../../network/lab/namespaces.ts';
import { ask } from '../../network/lab/testing/ask.ts';
import { test as labTest } from '../../network/lab-test.ts';
import { oncePerFile } from '../../support/once-per-file.ts';

const test = labTest
  .extend('server', { scope: 'file' }, oncePerFile(answerAtEveryDoor, async (server) => void server.close()))
  .extend('laboratory', { scope: 'file' }, async ({ server }, { onCleanup }) => {
    const { port } = server.address() as AddressInfo;
    const doors = { web: port, webWithoutRelay: port, auth: port, firestore: port, functions: port };
    const laboratory = await Lab.build({ secret: 'secret', doors, impairable: ['b'] });
    onCleanup(() => laboratory.remove());
    return laboratory;
  });

test('a cone NAT has one outside port for all destinations, a symmetric one another for each', async ({ lab }) => {
  const { namespace } = lab.client('a');
  const answersAndPorts = async (): Promise<number[]> => {
    const { outsidePorts } = await ask(namespace);
    return [outsidePorts.length, new Set(outsidePorts).size];
  };
  await expect.poll(answersAndPorts).toEqual([2, 1]);
  lab.client('a').nat('symmetric');
  await expect.poll(answersAndPorts).toEqual([2, 2]);
});

test('what a network blocks does not come through, and the rest does', async ({ lab }) => {
  const client = lab.client('a');
  client.blockUdp();
  await expectReached(client, ['site', 'store', 'relay', 'relay at 443']);
  client.allowOnly443();
  await expectReached(client, ['site', 'store', 'relay at 443']);
  client.unblock();
  await expectReached(client, EVERYTHING);
});

test('each way out leads on: the other link, the moved route, and none once the link is down', async ({ lab }) => {
  const client = lab.client('a');
  client.switchTo('eth1');
  await expectReached(client, EVERYTHING);
  client.link('eth0').join();
  client.moveRoute('eth0');
  await expectReached(client, EVERYTHING);
  client.link('eth0').down();
  client.link('eth1').down();
  await expectReached(client, []);
});

test('the store is away for one client or for all, and nothing else is', async ({ lab }) => {
  const [a, b] = [lab.client('a'), lab.client('b')];
  lab.store.block('a');
  const withoutStore = EVERYTHING.filter((name) => name !== 'store');
  await Promise.all([expectReached(a, withoutStore), expectReached(b, EVERYTHING)]);
  lab.store.block();
  await expectReached(b, withoutStore);
});

test('a slow link delays both ways, and one that loses everything lets nothing through', async ({ lab }) => {
  const client = lab.client('b');
  // Far longer than the asker waits.
  lab.impair('b', { delayMs: 10_000 });
  await expectReached(client, []);
  lab.impair('b', {});
  await expectReached(client, EVERYTHING);
  lab.impair('b', { lossPercent: 100 });
  await expectReached(client, []);
  lab.impair('b', {});
  await expectReached(client, EVERYTHING);
  expect(() => lab.impair('a', { delayMs: 1 })).toThrow('plain cable');
});

test('a process that is killed outright leaves nothing behind', async ({ lab }) => {
  const { kill, namespace } = await buildInAnotherProcess();
  const prefix = namespace.replace(/-a$/, '');
  expect(namespaces(prefix)).toHaveLength(7);
  kill();
  await expect.poll(() => namespaces(prefix)).toEqual([]);
  // Ours belong to a living process.
  removeStaleNamespaces();
  await expectReached(lab.client('a'), EVERYTHING);
});

test('a client that has IPv6 alone reaches the site and the relay, and gets nowhere by IPv4', async ({ lab }) => {
  const client = lab.client('b');
  client.onlyIpv6();
  await expectReached(client, []);
  await expectReached(client, ['site', 'store', 'relay', 'relay at 443'], 'ipv6');
});

const EVERYTHING = ['UDP', 'site', 'store', 'relay', 'relay at 443'];

/** That, and nothing else, comes through. Asked again for as long as what is let through may be late. */
async function expectReached({ namespace }: LabClient, what: readonly string[], family?: 'ipv4' | 'ipv6'): Promise<void> {
  await expect.poll(async () => {
    const { outsidePorts, site, store, relay, tls } = await ask(namespace, family);
    const came = [outsidePorts.length === 2, site, store, relay, tls];
    return EVERYTHING.filter((_, index) => came[index]);
  }).toEqual(what);
}

async function answerAtEveryDoor(): Promise<Server> {
  const server = createServer((socket) => socket.end());
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return server;
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
