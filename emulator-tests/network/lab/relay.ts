import { join } from 'node:path';
import { removeAtEnd, type Child, launch } from '../../../scripts/machine/processes.ts';
import { runFolder } from '../../../scripts/machine/paths.ts';
import { RELAY } from './addresses.ts';
import { makeCertificate } from './certificate.ts';
import { untilListening } from './listening.ts';

export interface RelayOptions {
  /** static-auth-secret */
  readonly secret: string;
}

/** coturn at its own public address: UDP and TCP at 3478, TLS at 443 with a certificate of its own making. */
export class Relay {
  readonly #namespace: string;
  readonly #args: readonly string[];
  readonly logFile: string;
  readonly #forget: readonly (() => void)[];
  #process: Child | undefined;

  constructor(namespace: string, { secret }: RelayOptions) {
    this.#namespace = namespace;
    this.logFile = join(runFolder(), `${namespace}-coturn.log`);
    const [cert, key, database] = ['crt', 'key', 'db'].map((end) => join(runFolder(), `${namespace}.${end}`)) as [string, string, string];
    this.#forget = [cert, key, database].map((file) => removeAtEnd(file));
    makeCertificate(RELAY.name, cert, key);
    this.#args = [
      '-n', '--no-cli', '--log-file=stdout', '--simple-log', '--fingerprint', '--no-dtls', '--pidfile=', `--userdb=${database}`,
      ...[RELAY.ipv4, RELAY.ipv6].flatMap((address) => [`--listening-ip=${address}`, `--relay-ip=${address}`]),
      '--listening-port=3478', '--tls-listening-port=443', '--min-port=49160', '--max-port=49400',
      '--use-auth-secret', `--static-auth-secret=${secret}`, '--realm=firelink.test', `--cert=${cert}`, `--pkey=${key}`,
      // As in production: no client reaches the relay's own network through it.
      '--denied-peer-ip=10.0.0.0-10.255.255.255',
    ];
  }

  /** Resolves once it listens; one that runs already goes on. */
  async start(): Promise<void> {
    if (this.#process?.isRunning() === true) return;
    const relay = launch('ip', ['netns', 'exec', this.#namespace, 'turnserver', ...this.#args], { logFile: this.logFile, stopSignal: 'SIGKILL' });
    this.#process = relay;
    const address = RELAY.ipv4;
    // Those that come last.
    await untilListening(this.#namespace, relay, 'coturn', this.logFile, [
      { kind: 'udp', port: 3478, address }, { kind: 'tcp', port: 3478, address }, { kind: 'tcp', port: 443, address },
    ]);
  }

  /** Killed without a message: its clients have to notice. */
  async stop(): Promise<void> {
    await this.#process?.stop();
    this.#process = undefined;
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  async remove(): Promise<void> {
    await this.stop();
    for (const forget of this.#forget) forget();
  }
}
