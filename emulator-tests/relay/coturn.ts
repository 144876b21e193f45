import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { ROOT, runFolder } from '../../scripts/machine/paths.ts';
import { freePort } from '../../scripts/machine/ports.ts';
import { launch, removeAtEnd } from '../../scripts/machine/processes.ts';
import { requireProgram } from '../../scripts/machine/programs.ts';
import { PATIENCE_MS } from '../support/patience.ts';

const HOST = '127.0.0.1';
const BETWEEN_MS = 50;

export interface Coturn {
  /** UDP first, then TCP. */
  readonly urls: readonly string[];
  readonly secret: string;
  /** One that is being replaced: the configuration holds both. */
  readonly oldSecret: string;
  stop(): Promise<void>;
}

/** A relay on this machine, with the configuration of docs/turnserver.conf. @throws Missing */
export async function startCoturn(realm: string): Promise<Coturn> {
  const port = await freePort(3578);
  const [secret, oldSecret] = [randomBytes(24).toString('hex'), randomBytes(24).toString('hex')];
  const name = join(runFolder(), `coturn-${port}`);
  const forget = ['.conf', '.db'].map((end) => removeAtEnd(`${name}${end}`));
  writeFileSync(`${name}.conf`, configure(realm, port, [secret, oldSecret], `${name}.db`), { mode: 0o600 });
  const server = launch(requireProgram('coturn'), ['-c', `${name}.conf`], { logFile: `${name}.log`, stopSignal: 'SIGKILL' });
  const stop = async (): Promise<void> => {
    await server.stop();
    for (const file of forget) file();
  };
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await accepts(port))) {
    if (!server.isRunning() || Date.now() > deadline) {
      await stop();
      throw new Error(`${server.tail()}\ncoturn did not start: its log is ${name}.log.`);
    }
    await new Promise((resolve) => { setTimeout(resolve, BETWEEN_MS); });
  }
  return { urls: [`turn:${HOST}:${port}?transport=udp`, `turn:${HOST}:${port}?transport=tcp`], secret, oldSecret, stop };
}

/** The documented file with the addresses of one machine, and without what needs a certificate. */
function configure(realm: string, port: number, secrets: readonly string[], database: string): string {
  const documented = readFileSync(join(ROOT, 'docs/turnserver.conf'), 'utf8');
  const replaced = documented
    .replace(/^realm=.*$/m, `realm=${realm}`)
    .replace(/^listening-port=.*$/m, `listening-port=${port}`)
    .replace(/^static-auth-secret=.*$/m, secrets.map((secret) => `static-auth-secret=${secret}`).join('\n'))
    .replace(/^(tls-listening-port|cert|pkey)=.*\n/gm, '')
    // The two of a test are on this machine.
    .replace(/^denied-peer-ip=127\..*\n/m, '');
  const here = [`listening-ip=${HOST}`, `relay-ip=${HOST}`, 'allow-loopback-peers', 'no-tls', 'no-dtls', `userdb=${database}`, 'pidfile=', 'log-file=stdout', 'simple-log'];
  return `${replaced}\n${here.join('\n')}\n`;
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: HOST, port });
    const done = (isOpen: boolean): void => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.once('connect', () => done(true));
    socket.once('error', () => done(false));
  });
}
