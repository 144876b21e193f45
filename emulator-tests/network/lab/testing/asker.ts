/** Runs inside a namespace: asks the relay from one UDP port how it is seen, at two of its ports, and the site for a page. Prints JSON. */
import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import { RELAY, SITE } from '../addresses.ts';
import type { Answer } from './ask.ts';

const PATIENCE_MS = 4_000;
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
  await Promise.race([answered, patience()]);
  socket.close();
  return ports;
}

/** The time of a TCP handshake, which is one round trip. */
async function handshakeMs(host: string, port: number): Promise<number | undefined> {
  const start = performance.now();
  const socket = connect(port, host);
  const connected = new Promise<number | undefined>((resolve) => {
    socket.once('connect', () => resolve(performance.now() - start));
    socket.once('error', () => resolve(undefined));
  });
  const ms = await Promise.race([connected, patience()]);
  socket.destroy();
  return ms;
}

function patience(): Promise<undefined> {
  return new Promise((resolve) => {
    // What has arrived while this process was not running is heard first.
    setTimeout(() => setImmediate(() => resolve(undefined)), PATIENCE_MS).unref();
  });
}

const family = process.argv[2] === 'ipv6' ? 'ipv6' : 'ipv4';
const [ports, site, store, relay, tls] = await Promise.all([
  family === 'ipv4' ? outsidePorts() : [],
  handshakeMs(SITE[family], 80), handshakeMs(SITE[family], 8080), handshakeMs(RELAY[family], 3478), handshakeMs(RELAY[family], 443),
]);
const answer: Answer = { outsidePorts: ports, siteMs: site, storeMs: store, relayMs: relay, tlsMs: tls };
console.log(JSON.stringify(answer));
