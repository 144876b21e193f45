/** Servers on this machine's loopback, seen from the laboratory's public segment. */
import { spawn } from 'node:child_process';
import { connect, Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { ROOT } from '../../../scripts/machine/paths.ts';

export interface Doors {
  close(): void;
}

/** @param targets public port → port on 127.0.0.1 */
export async function openDoors(namespace: string, targets: ReadonlyMap<number, number>): Promise<Doors> {
  const servers = await openListeners(namespace, [...targets.keys()]);
  const sockets = new Set<Socket>();
  for (const [port, server] of servers) {
    server.on('connection', (outside) => joinSockets(outside, connect(targets.get(port) ?? 0, '127.0.0.1'), sockets));
  }
  return {
    close() {
      for (const server of servers.values()) server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

function joinSockets(outside: Socket, inside: Socket, sockets: Set<Socket>): void {
  for (const [one, other] of [[outside, inside], [inside, outside]] as const) {
    sockets.add(one);
    one.setNoDelay(true);
    one.pipe(other);
    one.on('error', () => other.destroy());
    one.on('close', () => {
      sockets.delete(one);
      other.destroy();
    });
  }
}

function openListeners(namespace: string, ports: readonly number[]): Promise<Map<number, Server>> {
  return new Promise((resolve, reject) => {
    const servers = new Map<number, Server>();
    const keeper = spawn(
      'ip',
      ['netns', 'exec', namespace, process.execPath, join(ROOT, 'emulator-tests/network/lab/door-keeper.ts'), ...ports.map(String)],
      { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] },
    );
    let words = '';
    keeper.stderr?.on('data', (chunk: Buffer) => {
      words += chunk.toString();
    });
    keeper.on('message', (message: { readonly port: number }, handle) => {
      if (handle instanceof Server) servers.set(message.port, handle);
    });
    keeper.once('error', reject);
    keeper.once('close', () => {
      if (servers.size === ports.length) resolve(servers);
      else reject(new Error(`the laboratory's doors did not open: ${words}`));
    });
  });
}
