import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from './paths.ts';

const RESERVATIONS = join(tmpdir(), 'firelink-ports');
const PORTS = 200;
const reserved = new Set<string>();

/**
 * The first free port from `wanted` on. It is reserved by a file as well: two runs that start together would both see
 * it free, since the server that wants it binds only seconds later.
 */
export async function freePort(wanted: number, folder = RESERVATIONS): Promise<number> {
  for (let port = wanted; port < wanted + PORTS; port += 1) {
    if (reserve(port, folder)) {
      if (await isFree(port)) return port;
      release(port, folder);
    }
  }
  throw new Error(`no free port from ${wanted} to ${wanted + PORTS - 1}`);
}

function fileOf(port: number, folder: string): string {
  return join(folder, `${port}-${process.pid}`);
}

/**
 * Every process has a file of its own for a port, written before it looks for those of others. Of two that reserve at
 * the same time at least one sees the other's and goes on to the next port; perhaps both do. A file that all share
 * could not be taken over from a process that has died without two of them taking it.
 */
function reserve(port: number, folder: string): boolean {
  mkdirSync(folder, { recursive: true, mode: 0o777 });
  const file = fileOf(port, folder);
  try {
    writeFileSync(file, '', { flag: 'wx' });
  } catch (error) {
    // In a folder that is another user's, whether the port is free is the only question.
    return (error as NodeJS.ErrnoException).code !== 'EEXIST';
  }
  if (reserved.size === 0) process.once('exit', () => [...reserved].forEach((path) => rmSync(path, { force: true })));
  reserved.add(file);
  if (!isReservedByAnother(port, folder)) return true;
  release(port, folder);
  return false;
}

function isReservedByAnother(port: number, folder: string): boolean {
  for (const name of readdirSync(folder)) {
    const [of, pid] = name.split('-').map(Number);
    if (of !== port || pid === undefined || pid === process.pid) continue;
    if (isAlive(pid)) return true;
    rmSync(join(folder, name), { force: true });
  }
  return false;
}

function release(port: number, folder: string): void {
  rmSync(fileOf(port, folder), { force: true });
  reserved.delete(fileOf(port, folder));
}

/** A server on any interface is in the way, on IPv4 as on IPv6. */
async function isFree(port: number): Promise<boolean> {
  for (const host of ['127.0.0.1', '0.0.0.0', '::']) if (!(await canListen(port, host))) return false;
  return true;
}

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    // A machine without IPv6 has no listener there either.
    server.once('error', (error: NodeJS.ErrnoException) =>
      resolve(error.code === 'EAFNOSUPPORT' || error.code === 'EADDRNOTAVAIL'),
    );
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}
