import { createSocket } from 'node:dgram';

const BINDING_REQUEST = 0x0001; // RFC 8489 section 5

export interface StunCounter {
  readonly url: string;
  /** Resolves at the first binding request. It is not answered: that it was asked is all that is to be seen. */
  readonly asked: Promise<void>;
  close(): void;
}

export async function listenAsStunServer(): Promise<StunCounter> {
  const socket = createSocket('udp4');
  const asked = new Promise<void>((resolve) => {
    socket.on('message', (message) => {
      if (message.length >= 20 && message.readUInt16BE(0) === BINDING_REQUEST) resolve();
    });
  });
  await new Promise<void>((resolve) => {
    socket.bind(0, '127.0.0.1', resolve);
  });
  return { url: `stun:127.0.0.1:${socket.address().port}`, asked, close: () => socket.close() };
}
