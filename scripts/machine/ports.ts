import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from './paths.ts';

const RESERVATIONS = join(tmpdir(), 'firelink-ports');
const reserved = new Set<string>();

/**
 * The first free port from `wanted` on. It is reserved by a file as well: two runs that start together would both see
 * it free, since the server that wants it binds only seconds later.
 */
export async function freePort(wanted: number): Promise<number> {
  for (let port = wanted; port < wanted + 200; port += 1) {
    if (reserve(port)) {
      if (await isFree(port)) return port;
      release(port);
    }
  }
  throw new Error(`no free port from ${wanted} to ${wanted + 199}`);
}

function fileOf(port: number): string {
  return join(RESERVATIONS, String(port));
}

function reserve(port: number): boolean {
  mkdirSync(RESERVATIONS, { recursive: true, mode: 0o777 });
  const file = fileOf(port);
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
  } catch {
    if (isHeld(file)) return false;
    try {
      writeFileSync(file, String(process.pid));
    } catch {
      // Somebody else's leftover; whether the port is free is then the only question.
      return true;
    }
  }
  if (reserved.size === 0) process.once('exit', () => [...reserved].forEach((path) => rmSync(path, { force: true })));
  reserved.add(file);
  return true;
}

function isHeld(file: string): boolean {
  try {
    return isAlive(Number(readFileSync(file, 'utf8')));
  } catch {
    return false;
  }
}

function release(port: number): void {
  rmSync(fileOf(port), { force: true });
  reserved.delete(fileOf(port));
}

/** A server on any interface is in the way, on IPv4 as on IPv6. */
async function isFree(port: number): Promise<boolean> {
  for (const host of ['127.0.0.1', '0.0.0.0', '::']) if (!(await canListen(port, host))) return false;
  return true;
}

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    // A machine without IPv6 has nobody listening there either.
    server.once('error', (error: NodeJS.ErrnoException) =>
      resolve(error.code === 'EAFNOSUPPORT' || error.code === 'EADDRNOTAVAIL'),
    );
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}
