/** Runs inside a namespace: asks the relay from one UDP port how it is seen, at two of its ports, and the site for a page. Prints JSON. */
import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import { RELAY, SITE } from '../addresses.ts';
import type { Answer } from './ask.ts';

/** For a blocked reply: it never comes, and the asker has to stop waiting. A reply that is let through is asked for again. */
const ENOUGH_MS = 4_000;
/** coturn listens at 3479 too, for RFC 5780. */
const STUN_PORTS = [3478, 3479];
const MAGIC_COOKIE = 0x2112a442;
const XOR_MAPPED_ADDRESS = 0x0020;

/** RFC 8489: a binding request without attributes. */
function bindingRequest(): Buffer {
  const request = Buffer.alloc(20);
  request.writeUInt16BE(0x0001, 0);
  request.writeUInt32BE(MAGIC_COOKIE, 4);
  randomBytes(12).copy(request, 8);
  return request;
}

function mappedPort(response: Buffer): number | undefined {
  for (let at = 20; at + 4 <= response.length; at += 4 + Math.ceil(response.readUInt16BE(at + 2) / 4) * 4) {
    if (response.readUInt16BE(at) === XOR_MAPPED_ADDRESS) return response.readUInt16BE(at + 6) ^ (MAGIC_COOKIE >>> 16);
  }
  return undefined;
}

async function outsidePorts(): Promise<number[]> {
  const socket = createSocket('udp4');
  const ports: number[] = [];
  const answered = new Promise<void>((resolve) => {
    socket.on('message', (message) => {
      ports.push(mappedPort(message) ?? 0);
      if (ports.length === STUN_PORTS.length) resolve();
    });
  });
  for (const port of STUN_PORTS) socket.send(bindingRequest(), port, RELAY.ipv4);
  await Promise.race([answered, enough()]);
  socket.close();
  return ports;
}

/** Over TCP. */
async function reaches(host: string, port: number): Promise<boolean> {
  const socket = connect(port, host);
  const connected = new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
  });
  const isReached = await Promise.race([connected, enough()]);
  socket.destroy();
  return isReached === true;
}

function enough(): Promise<undefined> {
  return new Promise((resolve) => {
    // What has arrived while this process was not running is heard first.
    setTimeout(() => setImmediate(() => resolve(undefined)), ENOUGH_MS).unref();
  });
}

const family = process.argv[2] === 'ipv6' ? 'ipv6' : 'ipv4';
const [ports, site, store, relay, tls] = await Promise.all([
  family === 'ipv4' ? outsidePorts() : [],
  reaches(SITE[family], 80), reaches(SITE[family], 8080), reaches(RELAY[family], 3478), reaches(RELAY[family], 443),
]);
const answer: Answer = { outsidePorts: ports, site, store, relay, tls };
console.log(JSON.stringify(answer));
